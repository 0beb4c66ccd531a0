namespace Ocpp.Protocol.V16;

/// <summary>How a firmware update goes (OCPP 1.6 section 4.5, sent by the charge point).</summary>
public sealed record FirmwareStatusNotificationRequest(FirmwareStatus Status);

/// <summary>Answer to <see cref="FirmwareStatusNotificationRequest"/>.</summary>
public sealed record FirmwareStatusNotificationResponse;

/// <summary>State of the update (OCPP 1.6 section 7.25).</summary>
public enum FirmwareStatus
{
    /// <summary>Downloaded.</summary>
    Downloaded,

    /// <summary>The download failed.</summary>
    DownloadFailed,

    /// <summary>Downloading.</summary>
    Downloading,

    /// <summary>No update under way; only sent when triggered.</summary>
    Idle,

    /// <summary>The installation failed.</summary>
    InstallationFailed,

    /// <summary>Installing.</summary>
    Installing,

    /// <summary>Installed.</summary>
    Installed,
}
