using System.Security.Claims;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Configuration;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Configuration;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Configuration;

/// <summary>Which keys to read.</summary>
/// <param name="Keys">Left out or empty: all.</param>
internal sealed record KeysToRead(IReadOnlyList<string>? Keys = null)
{
    public static KeysToRead Example { get; } = new(["HeartbeatInterval", "SupportedFeatureProfiles"]);
}

internal sealed class KeysToReadRules : AbstractValidator<KeysToRead>
{
    public KeysToReadRules()
    {
        RuleFor(body => body.Keys).Must(keys => keys is null || keys.All(key => key is { Length: > 0 and <= 50 })).WithMessage("has a key of not 1 to 50 characters");
        RuleFor(body => body.Keys).Must(keys => keys is null || keys.Count <= 1000).WithMessage("has more than 1000 keys");
    }
}

/// <summary>How to apply what is desired.</summary>
/// <param name="Insist">Also try keys that the charge point reported as read-only or unknown, or turned down before; not when left out.</param>
internal sealed record ConfigurationToApply(bool Insist = false)
{
    public static ConfigurationToApply Example { get; } = new();
}

/// <summary><c>/api/v1/charge-points/{id}/configuration</c>.</summary>
internal static class ConfigurationApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/charge-points/{id}/configuration").WithTags("Configuration");
        group.MapGet("", ReadAsync).WithName("readConfiguration").Needs(Permission.ReadChargePoints).ReadsProjections(catchesUp: true).Refuses(404);
        group.MapGet("/history", HistoryAsync).WithName("readConfigurationHistory").Needs(Permission.ReadChargePoints).ReturnsPages().ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPut("/desired", DesireConfiguration.HandleAsync).WithName("desireConfiguration").Needs(Permission.ChangeChargePoints)
            .CheckedBy(new ConfigurationWishRules()).Refuses(400, 404, 412);
        group.MapPost("/apply", ApplyAsync).WithName("applyConfiguration").Needs(Permission.SendCommands).ReadsProjections(catchesUp: true).Refuses(400, 404);
        group.MapPost("/read", OrderReadAsync).WithName("orderConfiguration").Needs(Permission.SendCommands)
            .CheckedBy(new KeysToReadRules()).ReadsProjections(catchesUp: true).Refuses(400, 404);
    }

    /// <summary>Read what is known of a charge point's configuration</summary>
    /// <remarks>Reported, pending, tried and desired values by key. The ETag names what is desired.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="200">The configuration; without keys before the first report.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<ConfigurationView>, ProblemHttpResult>> ReadAsync(
        string id, ChargePointQueries chargePoints, ConfigurationQueries configuration, HttpContext http, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var rows = await configuration.ListAsync(id, cancellationToken);
        http.Response.Headers.ETag = ConfigurationView.VersionOf(rows.Where(row => row.DesiredValue is not null).Select(row => KeyValuePair.Create(row.Key, row.DesiredValue!)));
        return TypedResults.Ok(ConfigurationView.Of(rows));
    }

    /// <summary>List what happened to a charge point's configuration</summary>
    /// <remarks>Newest first. It outlives the charge point's removal.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="key">Only this key, whatever its case.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Ok<Page<ConfigurationChangeView>>, ProblemHttpResult>> HistoryAsync(
        string id, string? key, string? after, int? limit, ChargePointQueries chargePoints, ConfigurationQueries configuration, CancellationToken cancellationToken)
    {
        var page = await configuration.HistoryAsync(id, key, new(after, limit), cancellationToken);
        if (page.Items.Count == 0 && await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        return TypedResults.Ok(page.Select(ConfigurationChangeView.Of));
    }

    /// <summary>Change what differs from the desired configuration</summary>
    /// <remarks>
    /// A ChangeConfiguration for every key that drifts, unless one with this value is under way. Keys that are read-only, unknown to the charge point
    /// or were turned down with this value since it was desired are left, unless `insist` says otherwise.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="202">What is done about each key that drifts; its fate can be read at `/calls/{callId}`.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Accepted<AppliedConfiguration>, ProblemHttpResult>> ApplyAsync(
        string id, ConfigurationToApply? body, ClaimsPrincipal caller, ChargePointQueries chargePoints, ConfigurationOrders orders, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var keys = await orders.ApplyAsync(id, body?.Insist ?? false, new Ordering(caller.Actor(), "desired configuration"), cancellationToken);
        return TypedResults.Accepted((string?)null, new AppliedConfiguration([.. keys.Select(DriftView.Of)]));
    }

    /// <summary>Ask a charge point for its configuration</summary>
    /// <remarks>One GetConfiguration for all keys, or as many for the named ones as its GetConfigurationMaxKeys asks for.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <response code="202">The calls; the configuration shows what they brought.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    private static async Task<Results<Accepted<ReadingConfiguration>, ProblemHttpResult>> OrderReadAsync(
        string id, KeysToRead? body, ClaimsPrincipal caller, ChargePointQueries chargePoints, ConfigurationOrders orders, CancellationToken cancellationToken)
    {
        if (await chargePoints.FindAsync(id, cancellationToken) is null)
            return Problem.NoChargePoint(id);
        var callIds = await orders.ReadAsync(id, body?.Keys ?? [], new Ordering(caller.Actor()), cancellationToken);
        return TypedResults.Accepted((string?)null, new ReadingConfiguration(callIds));
    }
}
