using System.Security.Claims;
using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.ChargePoints;

/// <summary>What shall be different; what is left out stays as it is.</summary>
/// <param name="Password">A new one. A connection that is open stays open.</param>
/// <param name="Automation">What shall be done for it without being asked, the whole list; an empty one is nothing.</param>
/// <param name="MessageChecking">lenient or strict; counts from the charge point's next message on.</param>
/// <param name="SubprotocolAssumed">Whether it may connect without naming the subprotocol `ocpp1.6`.</param>
internal sealed record ChargePointChanges(
    RegistrationPolicy? Registration = null,
    int? SecurityProfile = null,
    string? Password = null,
    IReadOnlyList<Automation>? Automation = null,
    MessageChecking? MessageChecking = null,
    bool? SubprotocolAssumed = null)
{
    public static ChargePointChanges Example { get; } = new(RegistrationPolicy.Rejected);
}

internal sealed class ChargePointChangesRules : AbstractValidator<ChargePointChanges>
{
    public ChargePointChangesRules()
    {
        RuleFor(body => body.SecurityProfile).SecurityProfile();
        RuleFor(body => body.Password).ChargePointPassword();
        RuleFor(body => body.Password).Null().When(body => body.SecurityProfile is 0 or 3).WithMessage(ChargePointRules.PasswordNotUsed);
    }
}

internal static class ChangeChargePoint
{
    private static readonly Rejection PasswordNotUsed = new("password_not_used", "This charge point's security profile uses no password.");
    private static readonly Rejection OnlyAdministrators = new("security_profile_lowering_forbidden", "Only an administrator may lower a security profile.");

    /// <summary>Change a charge point's settings or password</summary>
    /// <remarks>
    /// A charge point that becomes rejected is disconnected. One that comes to a profile with a password and never had one is given one, shown this once.
    /// With `If-Match` (the ETag of a GET) the change is refused when somebody else changed the settings meanwhile.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="ifMatch">ETag of the settings that were read.</param>
    /// <response code="200">Changed, or as it was wanted already.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="403">`security_profile_lowering_forbidden`: only an administrator may lower a security profile.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`password_not_used`.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static async Task<Results<Ok<RegisteredChargePoint>, ProblemHttpResult>> HandleAsync(
        string id,
        ChargePointChanges body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        ChargePointPasswords passwords,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var metadata = caller.Causes("rest:change_charge_point", clock);
        var changed = await runner.RunAsync(
            Streams.ChargePoints.OnlyIf(ifMatch, VersionOf).RefusingUnused(body.Password).LoweredBy(caller),
            ChargePoint.StreamId(id),
            new ChargePointCommand.RequestSettings(body.Registration, body.SecurityProfile, body.Automation, body.MessageChecking, body.SubprotocolAssumed),
            metadata,
            cancellationToken);
        if (changed.Rejection == OnlyAdministrators)
            return Problem.Of(StatusCodes.Status403Forbidden, OnlyAdministrators.Code, OnlyAdministrators.Reason);
        if (changed.Rejection is { } rejection)
            return Problem.Of(rejection);

        var (state, sequence) = (changed.State, changed.Sequence);
        var generated = body.Password is null && ChargePointRules.UsesPassword(state.SecurityProfile) && !state.PasswordSet ? ChargePointPasswords.Generate() : null;
        if ((body.Password ?? generated) is { } password)
        {
            var replaced = await passwords.ReplaceAsync(id, password, metadata, CancellationToken.None);
            if (replaced.Rejection is { } removedMeanwhile)
                return Problem.Of(removedMeanwhile);
            (state, sequence) = (replaced.State, replaced.Sequence);
        }

        http.TellsSequence(sequence);
        http.Response.Headers.ETag = VersionOf(state);
        return TypedResults.Ok(new RegisteredChargePoint(id, state.Registration, state.SecurityProfile, generated));
    }

    public static string VersionOf(ChargePoint state) =>
        EditedVersion.Of(state.Registration, state.SecurityProfile, state.Automation, state.MessageChecking, state.SubprotocolAssumed);

    /// <summary>The way around A00.FR.005 is an administrator's, who has been at the charge point.</summary>
    private static StreamKind<ChargePoint, ChargePointEvent, ChargePointCommand> LoweredBy(
        this StreamKind<ChargePoint, ChargePointEvent, ChargePointCommand> kind, ClaimsPrincipal caller) =>
        caller.May(Permission.LowerSecurity)
            ? kind
            : kind with
            {
                Decide = (command, state) => command is ChargePointCommand.RequestSettings { SecurityProfile: { } wanted } && wanted < state.SecurityProfile
                    ? OnlyAdministrators
                    : kind.Decide(command, state),
            };

    /// <summary>A password for a profile without one would never be asked for: a mistake somewhere.</summary>
    private static StreamKind<ChargePoint, ChargePointEvent, ChargePointCommand> RefusingUnused(
        this StreamKind<ChargePoint, ChargePointEvent, ChargePointCommand> kind, string? password) =>
        password is null
            ? kind
            : kind with
            {
                Decide = (command, state) =>
                    command is ChargePointCommand.RequestSettings settings && state.Exists
                        && !ChargePointRules.UsesPassword(settings.SecurityProfile ?? state.SecurityProfile)
                        ? PasswordNotUsed
                        : kind.Decide(command, state),
            };
}
