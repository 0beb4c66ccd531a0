using Csms.Simulator.SmartCharging;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetCompositeSchedule (OCPP 1.6 section 5.7), counted from the receipt of the request (errata 3.28).</summary>
internal static class TellingTheCompositeSchedule
{
    // Nobody plans further, and a recurring profile would fill any message.
    private static readonly int LongestSeconds = (int)TimeSpan.FromDays(7).TotalSeconds;

    public static readonly CallHandler Handler = CallHandler.For<GetCompositeScheduleRequest>(OcppActions.GetCompositeSchedule, (chargePoint, request) =>
    {
        if (request.ConnectorId != 0 && chargePoint.FindConnector(request.ConnectorId) is null)
            return CallReply.Of(new GetCompositeScheduleResponse(GetCompositeScheduleStatus.Rejected));
        var (now, installed) = (chargePoint.Clock.Now, chargePoint.Profiles.All);
        int[] connectors = request.ConnectorId == 0 ? [.. chargePoint.Connectors.Select(connector => connector.Id)] : [request.ConnectorId];
        var unit = request.ChargingRateUnit ?? installed.FirstOrDefault()?.Profile.ChargingSchedule.ChargingRateUnit ?? ChargingRateUnit.W;
        var composite = new CompositeSchedule(
            installed,
            // Without a transaction: as if one began now.
            id => chargePoint.Connector(id).Transaction?.StartedAt ?? now,
            id => (decimal)chargePoint.Connector(id).MaxWatts);
        return CallReply.Of(new GetCompositeScheduleResponse(
            GetCompositeScheduleStatus.Accepted,
            request.ConnectorId,
            now,
            composite.Of(connectors, now, Math.Min(request.Duration, LongestSeconds), unit)));
    });
}
