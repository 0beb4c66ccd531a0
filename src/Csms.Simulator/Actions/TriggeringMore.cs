using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.ExtendedMessageTrigger;

namespace Csms.Simulator.Actions;

/// <summary>ExtendedTriggerMessage (Improved security, use case A02): as TriggerMessage, for the messages of the security extension.</summary>
internal static class TriggeringMore
{
    public static readonly CallHandler Handler = CallHandler.For<ExtendedTriggerMessageRequest>(OcppActions.ExtendedTriggerMessage, (chargePoint, request) =>
    {
        if (request.ConnectorId is { } id && chargePoint.FindConnector(id) is null) return Answer(TriggerMessageStatus.Rejected);
        return request.RequestedMessage switch
        {
            // Accepted once, a device need not boot again because it is asked to (errata 3.35).
            BootNotification when chargePoint.Accepted => Answer(TriggerMessageStatus.Rejected),
            BootNotification => Answer(TriggerMessageStatus.Accepted, _ => chargePoint.BootNowAsync()),
            Heartbeat => Answer(TriggerMessageStatus.Accepted, chargePoint.SendHeartbeatAsync),
            MeterValues => Answer(TriggerMessageStatus.Accepted, ct => chargePoint.SendTriggeredValuesAsync(request.ConnectorId, ct)),
            StatusNotification => Answer(TriggerMessageStatus.Accepted, ct => chargePoint.SendTriggeredStatusesAsync(request.ConnectorId, ct)),
            LogStatusNotification => Answer(TriggerMessageStatus.Accepted, ct => TellLogAsync(chargePoint, ct)),
            FirmwareStatusNotification => Answer(TriggerMessageStatus.Accepted, ct => TellFirmwareAsync(chargePoint, ct)),
            // The request must name the operator (A02.FR.13).
            SignChargePointCertificate when chargePoint.Settings["CpoName"].Length == 0 => Answer(TriggerMessageStatus.Rejected),
            SignChargePointCertificate => Answer(TriggerMessageStatus.Accepted, chargePoint.RequestCertificateAsync),
            _ => Answer(TriggerMessageStatus.NotImplemented),
        };
    });

    private static Task TellLogAsync(SimulatedChargePoint chargePoint, CancellationToken ct)
    {
        var (status, requestId) = chargePoint.LogJob.Now;
        return chargePoint.CallAsync<LogStatusNotificationResponse>(OcppActions.LogStatusNotification, new LogStatusNotificationRequest(status, requestId), ct);
    }

    private static Task TellFirmwareAsync(SimulatedChargePoint chargePoint, CancellationToken ct)
    {
        // An update without a signature has no request number, and this message wants one.
        var (status, requestId) = chargePoint.FirmwareJobs.Now;
        var told = requestId is null ? SignedFirmwareStatus.Idle : status;
        return chargePoint.CallAsync<SignedFirmwareStatusNotificationResponse>(
            OcppActions.SignedFirmwareStatusNotification, new SignedFirmwareStatusNotificationRequest(told, requestId), ct);
    }

    private static CallReply Answer(TriggerMessageStatus status, Func<CancellationToken, Task>? afterwards = null) =>
        CallReply.Of(new ExtendedTriggerMessageResponse(status), afterwards);
}
