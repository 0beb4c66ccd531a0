namespace Ocpp.Protocol.V16;

/// <summary>How the upload of diagnostics goes (OCPP 1.6 section 4.4, sent by the charge point).</summary>
public sealed record DiagnosticsStatusNotificationRequest(DiagnosticsStatus Status);

/// <summary>Answer to <see cref="DiagnosticsStatusNotificationRequest"/>.</summary>
public sealed record DiagnosticsStatusNotificationResponse;

/// <summary>State of the upload (OCPP 1.6 section 7.24).</summary>
public enum DiagnosticsStatus
{
    /// <summary>Nothing to upload; only sent when triggered.</summary>
    Idle,

    /// <summary>Done.</summary>
    Uploaded,

    /// <summary>Failed.</summary>
    UploadFailed,

    /// <summary>Running.</summary>
    Uploading,
}
