namespace Csms.Domain.ChargePoints;

/// <summary>State of a firmware update. One without a signature knows seven of these (OCPP 1.6 section 7.25), a signed one all (Improved security,
/// FirmwareStatusEnumType).</summary>
public enum FirmwareStatus
{
    /// <summary>The file is there.</summary>
    Downloaded,

    /// <summary>The file could not be fetched.</summary>
    DownloadFailed,

    /// <summary>The file is being fetched.</summary>
    Downloading,

    /// <summary>Waits for the time to fetch the file.</summary>
    DownloadScheduled,

    /// <summary>Fetching rests.</summary>
    DownloadPaused,

    /// <summary>No update under way; only told when asked.</summary>
    Idle,

    /// <summary>The new firmware did not take.</summary>
    InstallationFailed,

    /// <summary>The new firmware is being written.</summary>
    Installing,

    /// <summary>The new firmware runs.</summary>
    Installed,

    /// <summary>About to restart into the new firmware.</summary>
    InstallRebooting,

    /// <summary>Waits for the time to install.</summary>
    InstallScheduled,

    /// <summary>The new firmware failed its own check.</summary>
    InstallVerificationFailed,

    /// <summary>The file is not what was signed.</summary>
    InvalidSignature,

    /// <summary>The file is what was signed.</summary>
    SignatureVerified,
}
