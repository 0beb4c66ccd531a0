using System.Net;
using Csms.Simulator.Files;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetLog (Improved security, use case N01): a new request takes the place of an upload under way.</summary>
internal static class GettingALog
{
    public static readonly CallHandler Handler = CallHandler.For<GetLogRequest>(OcppActions.GetLog, (chargePoint, request) =>
    {
        var (log, isSecurity) = (request.Log, request.LogType == LogType.SecurityLog);
        if (!Uri.TryCreate(log.RemoteLocation, UriKind.Absolute, out _) || !chargePoint.Log.Covers(log.LatestTimestamp))
            return CallReply.Of(new GetLogResponse(LogStatus.Rejected));
        var job = chargePoint.LogJob.Begin(request.RequestId, out var tookThePlaceOfAnother);
        var upload = new Upload<UploadLogStatus>(
            log.RemoteLocation,
            chargePoint.FileName(isSecurity ? "security" : "diagnostics"),
            () => isSecurity
                ? chargePoint.Log.SecurityEvents(log.OldestTimestamp, log.LatestTimestamp)
                : DeviceLog.Diagnostics(chargePoint, log.OldestTimestamp, log.LatestTimestamp),
            request.Retries,
            request.RetryInterval,
            UploadLogStatus.Uploading,
            UploadLogStatus.Uploaded,
            WordFor);
        return CallReply.Of(
            new GetLogResponse(tookThePlaceOfAnother ? LogStatus.AcceptedCanceled : LogStatus.Accepted, upload.FileName),
            ct => chargePoint.UploadAsync(
                chargePoint.LogJob, job, upload, (status, requestId) => (OcppActions.LogStatusNotification, new LogStatusNotificationRequest(status, requestId)), ct));
    });

    private static UploadLogStatus WordFor(Exception failure) => Attempts.StatusOf(failure) switch
    {
        HttpStatusCode.BadRequest => UploadLogStatus.BadMessage,
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => UploadLogStatus.PermissionDenied,
        HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotImplemented => UploadLogStatus.NotSupportedOperation,
        _ => UploadLogStatus.UploadFailure,
    };
}
