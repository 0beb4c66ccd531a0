namespace Csms.Domain.ChargePoints;

/// <summary>State of an upload of diagnostics (OCPP 1.6 section 7.24).</summary>
public enum DiagnosticsStatus
{
    /// <summary>Nothing to upload; only told when asked.</summary>
    Idle,

    /// <summary>Done.</summary>
    Uploaded,

    /// <summary>Failed.</summary>
    UploadFailed,

    /// <summary>Running.</summary>
    Uploading,
}

/// <summary>State of an upload of a log (Improved security, UploadLogStatusEnumType).</summary>
public enum LogStatus
{
    /// <summary>The server did not understand the upload.</summary>
    BadMessage,

    /// <summary>Nothing to upload; only told when asked.</summary>
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
