using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.MessageTrigger;

namespace Csms.Simulator.Actions;

/// <summary>TriggerMessage (OCPP 1.6 section 5.17): the message follows after the answer. An unknown connector is Rejected.</summary>
internal static class Triggering
{
    public static readonly CallHandler Handler = CallHandler.For<TriggerMessageRequest>(OcppActions.TriggerMessage, (chargePoint, request) =>
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
            DiagnosticsStatusNotification => Answer(TriggerMessageStatus.Accepted, ct => chargePoint.CallAsync<DiagnosticsStatusNotificationResponse>(
                OcppActions.DiagnosticsStatusNotification, new DiagnosticsStatusNotificationRequest(chargePoint.DiagnosticsJob.Now.Status), ct)),
            FirmwareStatusNotification => Answer(TriggerMessageStatus.Accepted, ct => chargePoint.CallAsync<FirmwareStatusNotificationResponse>(
                OcppActions.FirmwareStatusNotification, new FirmwareStatusNotificationRequest(Plain(chargePoint.FirmwareJobs.Now.Status)), ct)),
            _ => Answer(TriggerMessageStatus.NotImplemented),
        };
    });

    // Of the words that only a signed update has, none means that nothing goes on.
    private static FirmwareStatus Plain(SignedFirmwareStatus status) => status switch
    {
        SignedFirmwareStatus.SignatureVerified or SignedFirmwareStatus.InstallScheduled => FirmwareStatus.Downloaded,
        SignedFirmwareStatus.InstallRebooting => FirmwareStatus.Installing,
        _ => Enum.TryParse<FirmwareStatus>(status.ToString(), out var plain) ? plain : FirmwareStatus.Idle,
    };

    private static CallReply Answer(TriggerMessageStatus status, Func<CancellationToken, Task>? afterwards = null) =>
        CallReply.Of(new TriggerMessageResponse(status), afterwards);
}
