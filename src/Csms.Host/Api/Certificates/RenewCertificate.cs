using System.ComponentModel;
using System.Security.Claims;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.Certificates;

internal static class RenewCertificate
{
    /// <summary>Have a charge point request a certificate</summary>
    /// <remarks>Sends ExtendedTriggerMessage for SignChargePointCertificate. What comes of it shows among the charge point's certificates.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        [DefaultValue(0)] int? wait,
        ClaimsPrincipal caller,
        CommandRunner runner,
        CallOrders orders,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        if (RequestCall.OutOfRange(wait) is { } outOfRange)
            return outOfRange;
        if (!(await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(id), cancellationToken)).State.Exists)
            return Problem.NoChargePoint(id);
        var trigger = new ExtendedTriggerMessageRequest(ExtendedMessageTrigger.SignChargePointCertificate);
        var (call, rejection) = await orders.OrderAsync(
            new Ordering(caller.Actor(), "certificate").Order(id, OcppActions.ExtendedTriggerMessage, trigger), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", call);
    }
}
