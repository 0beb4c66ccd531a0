namespace Ocpp.Protocol.V16;

/// <summary>How the upload of a log goes (Improved security, use case N01; sent by the charge point).</summary>
/// <param name="RequestId">Of <see cref="GetLogRequest"/>; absent when triggered without one.</param>
public sealed record LogStatusNotificationRequest(UploadLogStatus Status, int? RequestId = null);

/// <summary>Answer to <see cref="LogStatusNotificationRequest"/>.</summary>
public sealed record LogStatusNotificationResponse;

/// <summary>State of the upload (Improved security, UploadLogStatusEnumType).</summary>
public enum UploadLogStatus
{
    /// <summary>The server did not understand the upload.</summary>
    BadMessage,

    /// <summary>No upload under way; only sent when triggered.</summary>
    Idle,

    /// <summary>The server does not do such uploads.</summary>
    NotSupportedOperation,

    /// <summary>The server refused.</summary>
    PermissionDenied,

    /// <summary>Done.</summary>
    Uploaded,

    /// <summary>Failed.</summary>
    UploadFailure,

    /// <summary>Running.</summary>
    Uploading,
}
