using System.ComponentModel;
using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Calls;

internal static class RequestCall
{
    private const int LongestWait = 60;
    private const int LongestDelivery = 30 * 24 * 60 * 60;
    private const int LongestTimeout = 600;
    private const int LongestEffect = 24 * 60 * 60;
    public const int LongestText = 200;

    /// <summary>Send a request to a charge point</summary>
    /// <remarks>
    /// The body is the OCPP payload exactly as it goes on the wire; an empty body is `{}`. It is stored before it is sent, waits for its turn (one request at
    /// a time per charge point) and for a charge point that is away, until its time to be delivered is over. It is never sent twice.
    /// What the charge point's reported configuration speaks against is sent all the same, with `warnings` in the answer.
    /// The same `Idempotency-Key` with the same request names the same call, however often it is sent.
    /// </remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="action">Name of the OCPP action, e.g. RemoteStartTransaction.</param>
    /// <param name="idempotencyKey">Makes a repetition harmless: 1 to 200 printable ASCII characters.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <param name="deliverWithin">Seconds within which it must have been sent, else it expires; by default 30 seconds to a day, depending on the action.</param>
    /// <param name="timeout">Seconds the charge point has for its answer, 1 to 600; by default 30 or 60, depending on the action.</param>
    /// <param name="effectWithin">Seconds after the answer in which what it is for should happen, 1 to 86400: by default 5 minutes for the start of a transaction, 2 for its stop, 10 for a boot, half a minute for a triggered message.</param>
    /// <param name="force">true: raise the security profile although what the charge point needs for it is not known to be there.</param>
    /// <param name="reason">Why, for the record; at most 200 characters.</param>
    /// <response code="200">It has ended within the time to wait: answered, failed, timed out, expired.</response>
    /// <response code="202">It is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_payload` (with OCPP's error code as `ocppError` and the member in `errors`), `wrong_direction` or `invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found` or `unknown_action`.</response>
    /// <response code="409">`charge_point_not_accepted` (remote start and stop), `call_already_requested`: the key was used for something else; for a higher
    /// SecurityProfile `password_not_set`, `security_profile_not_lowered`, and, unless forced, `root_certificate_needed` or `client_certificate_needed`.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        string action,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        [DefaultValue(0)] int? wait,
        int? deliverWithin,
        int? timeout,
        int? effectWithin,
        string? reason,
        bool? force,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallOrders orders,
        CallWarnings warnings,
        ProfileNeeds needs,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if ((OutOfRange(wait, deliverWithin, timeout, reason, idempotencyKey) ?? Range("effectWithin", effectWithin, 1, LongestEffect)) is { } outOfRange)
            return outOfRange;
        var chargePoint = (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State;
        if (!chargePoint.Exists)
            return Problem.NoChargePoint(id);
        if (Refusal(action, chargePoint) is { } refusal)
            return refusal;
        var ocppAction = OcppActions.Find(action)!;
        var (payload, wrong) = CallPayload.Read(ocppAction, await ReadBodyAsync(http.Request, cancellationToken));
        if (wrong is not null)
            return wrong;

        var missing = await needs.MissingAsync(chargePoint, ocppAction, payload, cancellationToken);
        if (missing.Count > 0 && force != true)
            return Problem.Of(StatusCodes.Status409Conflict, missing[0].Code, $"{missing[0].Detail} If you know that it could, insist with force=true.");

        var order = new CallOrder(id, ocppAction, payload, caller.Actor(), reason, idempotencyKey, Seconds(deliverWithin), Seconds(timeout), Seconds(effectWithin));
        var objections = await warnings.OfAsync(id, ocppAction, payload, missing, cancellationToken);
        var (ordered, rejection) = await orders.OrderAsync(order, wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        var call = ordered! with { Warnings = objections };
        return wait > 0 && call.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call.Id:D}", call);
    }

    private static ProblemHttpResult? Refusal(string name, ChargePoint chargePoint)
    {
        if (OcppActions.Find(name) is not { } action)
            return Problem.Of(StatusCodes.Status404NotFound, "unknown_action", $"OCPP 1.6 has no action \"{name}\" that this server knows. Case matters.");
        if (!action.Direction.HasFlag(OcppDirection.ToChargePoint))
            return Problem.Of(StatusCodes.Status400BadRequest, "wrong_direction", $"{name} is sent by charge points, not to them.");
        // OCPP 1.6 section 4.2: no remote start or stop before the boot is accepted. Everything else is how an operator finds out why it is not.
        var startsOrStops = action == OcppActions.RemoteStartTransaction || action == OcppActions.RemoteStopTransaction;
        return startsOrStops && chargePoint.Registration != RegistrationPolicy.Accepted
            ? Problem.Of(StatusCodes.Status409Conflict, "charge_point_not_accepted", $"{name} is not sent to a charge point that is not accepted.")
            : null;
    }

    public static ProblemHttpResult? OutOfRange(int? wait, int? deliverWithin = null, int? timeout = null, string? reason = null, string? idempotencyKey = null) =>
        Range("wait", wait, 0, LongestWait) ?? Range("deliverWithin", deliverWithin, 1, LongestDelivery) ?? Range("timeout", timeout, 1, LongestTimeout)
        ?? (reason?.Length > LongestText ? Wrong("reason", $"has more than {LongestText} characters") : null)
        ?? WrongKey(idempotencyKey);

    /// <summary>The header <c>Idempotency-Key</c> wherever something is asked of a charge point.</summary>
    public static ProblemHttpResult? WrongKey(string? idempotencyKey) =>
        idempotencyKey is null || (idempotencyKey.Length is > 0 and <= LongestText && !idempotencyKey.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            ? null
            : Wrong("Idempotency-Key", $"has not 1 to {LongestText} printable ASCII characters");

    public static ProblemHttpResult? Range(string name, int? value, int least, int most) =>
        value is not { } given || (given >= least && given <= most) ? null : Wrong(name, $"{given} is not from {least} to {most}");

    private static ProblemHttpResult Wrong(string name, string what) => Problem.OfMember(UnreadableRequest.InvalidParameter, name, what);

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    public static async Task<byte[]> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }
}
