using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>How a signed firmware update goes (Improved security, use case L01; sent by the charge point).</summary>
/// <param name="RequestId">Of <see cref="SignedUpdateFirmwareRequest"/>; absent only with <see cref="SignedFirmwareStatus.Idle"/>.</param>
public sealed record SignedFirmwareStatusNotificationRequest(SignedFirmwareStatus Status, int? RequestId = null);

/// <summary>Answer to <see cref="SignedFirmwareStatusNotificationRequest"/>.</summary>
public sealed record SignedFirmwareStatusNotificationResponse;

/// <summary>State of the update (Improved security, FirmwareStatusEnumType).</summary>
public enum SignedFirmwareStatus
{
    /// <summary>Downloaded.</summary>
    Downloaded,

    /// <summary>The download failed.</summary>
    DownloadFailed,

    /// <summary>Downloading.</summary>
    Downloading,

    /// <summary>Waiting for the time to download.</summary>
    DownloadScheduled,

    /// <summary>The download rests.</summary>
    DownloadPaused,

    /// <summary>No update under way; only sent when triggered.</summary>
    Idle,

    /// <summary>The installation failed.</summary>
    InstallationFailed,

    /// <summary>Installing.</summary>
    Installing,

    /// <summary>Installed.</summary>
    Installed,

    /// <summary>About to reboot into the new firmware.</summary>
    InstallRebooting,

    /// <summary>Waiting for the time to install.</summary>
    InstallScheduled,

    /// <summary>The new firmware failed its own check.</summary>
    InstallVerificationFailed,

    /// <summary>The signature does not fit.</summary>
    InvalidSignature,

    /// <summary>The signature fits.</summary>
    SignatureVerified,
}

internal sealed class SignedFirmwareStatusNotificationRequestRules : AbstractValidator<SignedFirmwareStatusNotificationRequest>
{
    public SignedFirmwareStatusNotificationRequestRules() =>
        RuleFor(request => request.RequestId).RequiredUnless(request => request.Status == SignedFirmwareStatus.Idle);
}
