using System.ComponentModel;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.ChargePoints;
using Csms.Host.Api.Calls;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Microsoft.AspNetCore.Http.HttpResults;
using Ocpp.Protocol.V16;
using ChargingProfilePurpose = Csms.Domain.ChargingProfiles.ChargingProfilePurpose;

namespace Csms.Host.Api.ChargingProfiles;

internal static class ClearChargingProfiles
{
    /// <summary>Clear charging profiles</summary>
    /// <remarks>Sends ClearChargingProfile. Criteria hold together; without any, all profiles are meant. They count as removed when the charge point has answered.</remarks>
    /// <param name="id">Identity of the charge point.</param>
    /// <param name="profileId">This one, whatever else is given (chargingProfileId).</param>
    /// <param name="connectorId">Those of this connector; 0: those of the charge point, not those of every connector.</param>
    /// <param name="purpose">chargePointMaxProfile, txDefaultProfile or txProfile.</param>
    /// <param name="stackLevel">Those on this level.</param>
    /// <param name="wait">Seconds to wait for the charge point's answer, 0 to 60; 0 when left out.</param>
    /// <response code="200">The call has ended within the time to wait.</response>
    /// <response code="202">The call is under way; `Location` tells where its fate can be read.</response>
    /// <response code="400">`invalid_payload` or `invalid_parameter`.</response>
    /// <response code="404">`charge_point_not_found`.</response>
    public static async Task<Results<Ok<CallView>, Accepted<CallView>, ProblemHttpResult>> HandleAsync(
        string id,
        int? profileId,
        int? connectorId,
        Choice<ChargingProfilePurpose>? purpose,
        int? stackLevel,
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

        var criteria = new JsonObject();
        foreach (var (name, value) in (IEnumerable<(string, JsonNode?)>)
            [("id", profileId), ("connectorId", connectorId), ("chargingProfilePurpose", purpose?.Value.ToString()), ("stackLevel", stackLevel)])
        {
            if (value is not null)
                criteria[name] = value;
        }

        var (payload, wrong) = CallPayload.Read(OcppActions.ClearChargingProfile, JsonSerializer.SerializeToUtf8Bytes(criteria));
        if (wrong is not null)
            return wrong;
        var (call, rejection) = await orders.OrderAsync(
            new CallOrder(id, OcppActions.ClearChargingProfile, payload, caller.Actor()), wait ?? 0, http, cancellationToken);
        if (rejection is not null)
            return Problem.Of(rejection);
        return wait > 0 && call!.HasEnded() ? TypedResults.Ok(call) : TypedResults.Accepted($"/api/v1/calls/{call!.Id:D}", call);
    }
}
