using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Connections;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.ChargePoints;

/// <summary>A charge point to enter.</summary>
/// <param name="Id">Identity, the last part of its OCPP address: 1 to 48 characters, no control characters.</param>
/// <param name="Registration">How its BootNotification is answered; accepted when left out.</param>
/// <param name="SecurityProfile">0: no security; 1: password; 2: password and TLS; 3: client certificate. 2 when left out.</param>
/// <param name="Password">Text of 16 to 40 bytes, or an AuthorizationKey of 32 to 40 hexadecimal digits. Left out with profile 1 or 2, one is made.</param>
/// <param name="Automation">What shall be done for it without being asked; nothing when left out.</param>
/// <param name="MessageChecking">lenient: messages that break the specification are repaired where they can be; strict: they are refused with the CALLERROR that
/// names the fault, starts, meter values and stops of transactions excepted. Lenient when left out.</param>
/// <param name="SubprotocolAssumed">It may connect without naming the subprotocol `ocpp1.6`. False when left out.</param>
internal sealed record ChargePointRegistration(
    string? Id = null,
    RegistrationPolicy? Registration = null,
    int? SecurityProfile = null,
    string? Password = null,
    IReadOnlyList<Automation>? Automation = null,
    MessageChecking? MessageChecking = null,
    bool? SubprotocolAssumed = null)
{
    public static ChargePointRegistration Example { get; } = new("CP-0815", RegistrationPolicy.Accepted, 2);
}

internal sealed class ChargePointRegistrationRules : AbstractValidator<ChargePointRegistration>
{
    public ChargePointRegistrationRules()
    {
        RuleFor(body => body.Id).NotNull().WithMessage("is missing");
        RuleFor(body => body.Id).Must(id => id is null || ChargePointIdentity.IsValid(id)).WithMessage("has not 1 to 48 characters, or has control characters");
        RuleFor(body => body.SecurityProfile).SecurityProfile();
        RuleFor(body => body.Password).ChargePointPassword();
        RuleFor(body => body.Password).Null().When(body => body.SecurityProfile is 0 or 3).WithMessage(ChargePointRules.PasswordNotUsed);
    }
}

/// <summary>A charge point that was entered.</summary>
/// <param name="Password">The one that was made for it, shown this once; absent when it was given or none is used.</param>
internal sealed record RegisteredChargePoint(string Id, RegistrationPolicy Registration, int SecurityProfile, string? Password = null)
{
    public static RegisteredChargePoint Example { get; } = new("CP-0815", RegistrationPolicy.Accepted, 2, "6f1e0d3c5b4a9788f0e1d2c3b4a5968778695a4b");
}

internal static class RegisterChargePoint
{
    private const int UsualSecurityProfile = 2;

    /// <summary>Register a charge point</summary>
    /// <remarks>It may connect from now on. One that was removed may be registered again and keeps its history.</remarks>
    /// <response code="201">Registered; `X-Event-Sequence` names the event.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="409">`charge_point_exists`.</response>
    public static async Task<Results<Created<RegisteredChargePoint>, ProblemHttpResult>> HandleAsync(
        ChargePointRegistration body,
        ClaimsPrincipal caller,
        CommandRunner runner,
        ChargePointPasswords passwords,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var (id, registration, profile) = (body.Id!, body.Registration ?? RegistrationPolicy.Accepted, body.SecurityProfile ?? UsualSecurityProfile);
        var metadata = caller.Causes("rest:register_charge_point", clock);
        var registered = await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(id),
            new ChargePointCommand.RequestRegistration(
                id, registration, profile, body.Automation, body.MessageChecking ?? MessageChecking.Lenient, body.SubprotocolAssumed ?? false),
            metadata,
            cancellationToken);
        if (registered.Rejection is { } rejection)
            return Problem.Of(rejection);

        var sequence = registered.Sequence;
        var password = body.Password;
        if (ChargePointRules.UsesPassword(profile))
        {
            // Without the caller's token: one who has lost patience shall not leave a charge point behind that cannot authenticate.
            var set = await passwords.ReplaceAsync(id, password ??= ChargePointPasswords.Generate(), metadata, CancellationToken.None);
            if (set.Rejection is { } removedMeanwhile)
                return Problem.Of(removedMeanwhile);
            sequence = set.Sequence;
        }

        http.TellsSequence(sequence);
        return TypedResults.Created(
            $"/api/v1/charge-points/{Uri.EscapeDataString(id)}", new RegisteredChargePoint(id, registration, profile, body.Password is null ? password : null));
    }
}
