using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>ChangeAvailability (OCPP 1.6 section 5.2): scheduled while a transaction runs, and kept over a restart.</summary>
internal static class ChangingAvailability
{
    public static readonly CallHandler Handler = CallHandler.For<ChangeAvailabilityRequest>(OcppActions.ChangeAvailability, (chargePoint, request) =>
    {
        if (request.ConnectorId != 0 && chargePoint.FindConnector(request.ConnectorId) is null)
            return CallReply.Of(new ChangeAvailabilityResponse(AvailabilityStatus.Rejected));
        var changed = chargePoint.ChangeAvailability(request.ConnectorId, request.Type == AvailabilityType.Operative, out var scheduled);
        return CallReply.Of(
            new ChangeAvailabilityResponse(scheduled ? AvailabilityStatus.Scheduled : AvailabilityStatus.Accepted),
            changed.Count > 0 ? ct => chargePoint.ReportAsync(changed, ct) : null);
    });
}
