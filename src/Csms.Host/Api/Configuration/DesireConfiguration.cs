using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.ReadModels.Configuration;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Configuration;

/// <summary>The values that keys shall have.</summary>
/// <param name="Values">By key, all that shall have one: what is left out is not wanted any more. Values are text, as on the wire.</param>
internal sealed record ConfigurationWish(IReadOnlyDictionary<string, string>? Values = null)
{
    public static ConfigurationWish Example { get; } = new(new Dictionary<string, string> { ["HeartbeatInterval"] = "300", ["MeterValueSampleInterval"] = "60" });
}

internal sealed class ConfigurationWishRules : AbstractValidator<ConfigurationWish>
{
    public ConfigurationWishRules()
    {
        RuleFor(body => body.Values).NotNull().WithMessage("is missing");
        RuleFor(body => body.Values).Must(values => values is null || values.Keys.All(key => key.Length is > 0 and <= 50)).WithMessage("has a key of not 1 to 50 characters");
        RuleFor(body => body.Values).Must(values => values is null || values.Values.All(value => value is { Length: <= 500 })).WithMessage("has a value that is null or has more than 500 characters");
        RuleFor(body => body.Values).Must(values => values is null || values.Keys.Distinct(ConfigurationKey.Comparer).Count() == values.Count).WithMessage("has a key twice; case does not matter");
        RuleFor(body => body.Values).Must(values => values is null || !values.Keys.Any(ConfigurationKey.IsSecret)).WithMessage("has a secret, which is not kept: send it by ChangeConfiguration");
    }
}

/// <summary>What is desired now.</summary>
/// <param name="Warnings">What the reported configuration speaks against; it is kept all the same.</param>
internal sealed record DesiredConfigurationView(IReadOnlyDictionary<string, string> Values, IReadOnlyList<CallWarning>? Warnings = null)
{
    public static DesiredConfigurationView Example { get; } = new(ConfigurationWish.Example.Values!);
}

internal static class DesireConfiguration
{
    /// <summary>Decide which values configuration keys shall have</summary>
    /// <remarks>
    /// Replaces what was desired before. Nothing is sent: `POST …/configuration/apply` does that, or the automation `applyConfiguration`. A key that the
    /// charge point reported as read-only or unknown is kept with a warning. With `If-Match` (the ETag of a GET of the configuration) it is refused when
    /// somebody else changed it meanwhile.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="ifMatch">ETag of what was read.</param>
    /// <response code="200">What is desired now.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static async Task<Results<Ok<DesiredConfigurationView>, ProblemHttpResult>> HandleAsync(
        string id,
        ConfigurationWish body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        ConfigurationQueries configuration,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.ChargePoints.OnlyIf(ifMatch, state => ConfigurationView.VersionOf(state.DesiredConfiguration)),
            ChargePoint.StreamId(id),
            new ChargePointCommand.RequestConfiguration(body.Values!),
            caller.Causes("rest:desire_configuration", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);

        var desired = outcome.State.DesiredConfiguration;
        var warnings = (await configuration.FindAsync(id, [.. desired.Keys], cancellationToken)).Values.SelectMany(CallWarnings.Of).ToList();
        http.TellsSequence(outcome.Sequence);
        http.Response.Headers.ETag = ConfigurationView.VersionOf(desired);
        return TypedResults.Ok(new DesiredConfigurationView(desired, warnings.Count == 0 ? null : warnings));
    }
}
