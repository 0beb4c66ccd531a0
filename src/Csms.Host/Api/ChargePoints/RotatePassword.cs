using System.ComponentModel;
using System.Security.Claims;
using System.Security.Cryptography;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Passwords;
using Csms.Host.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;
using ConfigurationKey = Csms.Domain.ChargePoints.ConfigurationKey;

namespace Csms.Host.Api.ChargePoints;

/// <summary>The password a charge point shall change to.</summary>
/// <param name="Password">A text of 16 to 20 bytes, or 32 to 40 hexadecimal digits; 20 random bytes when left out, which nobody is shown.</param>
internal sealed record PasswordOrder(string? Password = null)
{
    public static PasswordOrder Example { get; } = new("0f1e2d3c4b5a69788796a5b4c3d2e1f001234567");
}

internal sealed class PasswordOrderRules : AbstractValidator<PasswordOrder>
{
    public PasswordOrderRules() => RuleFor(body => body.Password)
        .Must(password => password is null || (!password.Any(char.IsControl) && Credentials.BytesOf(password).Length is >= 16 and <= 20))
        .WithMessage("is neither a text of 16 to 20 bytes nor 32 to 40 hexadecimal digits");
}

internal static class RotatePassword
{
    private const int GeneratedBytes = 20;

    /// <summary>Change a charge point's password, there and here</summary>
    /// <remarks>
    /// Sends ChangeConfiguration AuthorizationKey. Accepted: the old password is refused from then on, also before the charge point has reconnected.
    /// Rejected or NotSupported: the old one stays. No answer, or RebootRequired: both are accepted until the new one is used; without an answer, the
    /// new one is forgotten when the old one is used first. The connection that is open stays open.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call, which has ended: answered, failed, timed out, expired.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_json`, `invalid_body` or `invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    /// <response code="409">`password_not_used` (security profile 3), or `call_already_requested`: the key was used for something else.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        PasswordOrder? body,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallOrders orders,
        CallRequests calls,
        CallReader reader,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait, idempotencyKey: idempotencyKey) is { } outOfRange)
            return outOfRange;
        var chargePoint = (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State;
        if (!chargePoint.Exists)
            return Problem.NoChargePoint(id);
        if (chargePoint.SecurityProfile == 3)
            return Problem.Of(StatusCodes.Status409Conflict, "password_not_used", "This charge point's security profile uses no password.");

        var password = body?.Password is { } given ? Credentials.BytesOf(given) : RandomNumberGenerator.GetBytes(GeneratedBytes);
        var (payload, wrong) = CallPayload.Of(
            OcppActions.ChangeConfiguration, new ChangeConfigurationRequest(SecuritySettings.AuthorizationKey, Convert.ToHexString(password)));
        if (wrong is not null)
            return wrong;
        var order = new CallOrder(id, OcppActions.ChangeConfiguration, payload, caller.Actor(), IdempotencyKey: idempotencyKey);

        // Repeated, it would come with other random bytes: it is the first order that counts.
        if (body?.Password is null && CallRequests.RequestOf(await calls.ReadAsync(order.CallId, cancellationToken)) is { Action: "ChangeConfiguration" } first
            && first.ChargePointId == id
            && ConfigurationKey.Comparer.Equals(first.Payload.GetProperty("key").GetString(), SecuritySettings.AuthorizationKey))
        {
            return Answer((await reader.FindAsync(order.CallId, cancellationToken))!, wait);
        }

        var (call, rejection) = await orders.OrderAsync(order, wait ?? 0, http, cancellationToken);
        return rejection is not null ? Problem.Of(rejection) : Answer(call!, wait);
    }

    private static Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult> Answer(CallView call, int? wait) =>
        wait > 0 && call.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call.Id:D}", call);
}
