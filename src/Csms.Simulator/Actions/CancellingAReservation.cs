using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>CancelReservation (OCPP 1.6 section 5.1): Rejected when there is none of this number, or no longer.</summary>
internal static class CancellingAReservation
{
    public static readonly CallHandler Handler = CallHandler.For<CancelReservationRequest>(OcppActions.CancelReservation, (chargePoint, request) =>
        chargePoint.CancelReservation(request.ReservationId) is { } changed
            ? CallReply.Of(new CancelReservationResponse(CancelReservationStatus.Accepted), ct => chargePoint.ReportAsync(changed, ct))
            : CallReply.Of(new CancelReservationResponse(CancelReservationStatus.Rejected)));
}
