using System.Collections.Frozen;

namespace Csms.ReadModels.Jobs;

/// <summary>What the statuses of OCPP mean for a job (1.6 sections 7.24 and 7.25; Improved security, FirmwareStatusEnumType and UploadLogStatusEnumType).</summary>
internal static class JobWords
{
    public const string Idle = "Idle";
    private static readonly FrozenSet<string> Successes = FrozenSet.Create("Installed", "Uploaded");

    private static readonly FrozenSet<string> Failures = FrozenSet.Create(
        "DownloadFailed", "InstallationFailed", "InstallVerificationFailed", "InvalidSignature",
        "UploadFailed", "UploadFailure", "BadMessage", "NotSupportedOperation", "PermissionDenied");

    private static readonly FrozenSet<string> Beginnings = FrozenSet.Create("DownloadScheduled", "Downloading", "Uploading");

    public static bool IsSuccess(string status) => Successes.Contains(status);

    public static bool IsFailure(string status) => Failures.Contains(status);

    /// <summary>A job tells it first, so that after an end it means another one.</summary>
    public static bool IsBeginning(string status) => Beginnings.Contains(status);

    /// <summary>The kind of job an action asks for; null for all others.</summary>
    public static string? KindOf(string action) => action switch
    {
        "UpdateFirmware" => "firmware",
        "SignedUpdateFirmware" => "signed_firmware",
        "GetDiagnostics" => "diagnostics",
        "GetLog" => "log",
        _ => null,
    };
}
