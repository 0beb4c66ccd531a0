using Csms.Simulator.Files;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Actions;

/// <summary>GetDiagnostics (OCPP 1.6 section 5.9): names the file at once and uploads it afterwards; no name where the period lies before all it knows.</summary>
internal static class GettingDiagnostics
{
    public static readonly CallHandler Handler = CallHandler.For<GetDiagnosticsRequest>(OcppActions.GetDiagnostics, (chargePoint, request) =>
    {
        if (!chargePoint.Log.Covers(request.StopTime)) return CallReply.Of(new GetDiagnosticsResponse());
        var job = chargePoint.DiagnosticsJob.Begin(requestId: null, out _);
        var upload = new Upload<DiagnosticsStatus>(
            request.Location,
            chargePoint.FileName("diagnostics"),
            () => DeviceLog.Diagnostics(chargePoint, request.StartTime, request.StopTime),
            request.Retries,
            request.RetryInterval,
            DiagnosticsStatus.Uploading,
            DiagnosticsStatus.Uploaded,
            _ => DiagnosticsStatus.UploadFailed);
        return CallReply.Of(new GetDiagnosticsResponse(upload.FileName), ct => chargePoint.UploadAsync(
            chargePoint.DiagnosticsJob, job, upload, (status, _) => (OcppActions.DiagnosticsStatusNotification, new DiagnosticsStatusNotificationRequest(status)), ct));
    });
}
