using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Download, verify and install firmware (Improved security, use case L01; sent by the central system).</summary>
/// <param name="RequestId">Ties <see cref="SignedFirmwareStatusNotificationRequest"/> to this request.</param>
/// <param name="Retries">After a first try that failed.</param>
/// <param name="RetryInterval">Seconds.</param>
public sealed record SignedUpdateFirmwareRequest(int RequestId, Firmware Firmware, int? Retries = null, int? RetryInterval = null);

/// <summary>Answer to <see cref="SignedUpdateFirmwareRequest"/>.</summary>
public sealed record SignedUpdateFirmwareResponse(UpdateFirmwareStatus Status);

/// <summary>A firmware file and what proves that it is the manufacturer's (Improved security, FirmwareType).</summary>
/// <param name="Location">URI of the file.</param>
/// <param name="RetrieveDateTime">From when on the charge point may fetch it.</param>
/// <param name="SigningCertificate">PEM.</param>
/// <param name="Signature">Over the whole file, base64.</param>
/// <param name="InstallDateTime">From when on the charge point may install it.</param>
public sealed record Firmware(
    string Location,
    DateTimeOffset RetrieveDateTime,
    string SigningCertificate,
    string Signature,
    DateTimeOffset? InstallDateTime = null);

/// <summary>Whether the charge point will (Improved security, UpdateFirmwareStatusEnumType).</summary>
public enum UpdateFirmwareStatus
{
    /// <summary>It will.</summary>
    Accepted,

    /// <summary>It will not.</summary>
    Rejected,

    /// <summary>It will, and the update that was running is cancelled.</summary>
    AcceptedCanceled,

    /// <summary>The signing certificate is not valid.</summary>
    InvalidCertificate,

    /// <summary>The signing certificate is revoked.</summary>
    RevokedCertificate,
}

/// <summary>Whether the signature is right is not asked: an operator may want to see it refused.</summary>
internal sealed class SignedUpdateFirmwareRequestRules : AbstractValidator<SignedUpdateFirmwareRequest>
{
    public SignedUpdateFirmwareRequestRules()
    {
        RuleFor(request => request.Retries).NotNegative();
        RuleFor(request => request.RetryInterval).NotNegative();
        RuleFor(request => request.Firmware).SetValidator(new FirmwareRules());
    }
}

internal sealed class FirmwareRules : AbstractValidator<Firmware>
{
    public FirmwareRules()
    {
        RuleFor(firmware => firmware.Location).NoLongerThan(512);
        RuleFor(firmware => firmware.SigningCertificate).NoLongerThan(5500);
        RuleFor(firmware => firmware.Signature).NoLongerThan(800);
    }
}
