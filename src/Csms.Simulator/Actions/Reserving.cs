using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>ReserveNow (OCPP 1.6 section 5.13). The same number replaces a reservation; connector 0 means any, where the device does that.</summary>
internal static class Reserving
{
    public static readonly CallHandler Handler = CallHandler.For<ReserveNowRequest>(OcppActions.ReserveNow, (chargePoint, request) =>
    {
        var exists = request.ConnectorId == 0 ? chargePoint.Settings.Flag("ReserveConnectorZeroSupported") : chargePoint.FindConnector(request.ConnectorId) is not null;
        if (!exists || !chargePoint.Accepted || request.ExpiryDate <= chargePoint.Clock.Now) return CallReply.Of(new ReserveNowResponse(ReservationStatus.Rejected));
        var status = chargePoint.Reserve(request, out var changed);
        return CallReply.Of(new ReserveNowResponse(status), changed.Count > 0 ? ct => chargePoint.ReportAsync(changed, ct) : null);
    });
}
