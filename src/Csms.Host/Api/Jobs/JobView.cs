using System.Text.Json;
using Csms.ReadModels.Jobs;

namespace Csms.Host.Api.Jobs;

/// <summary>An update of firmware, or an upload of diagnostics or of a log.</summary>
/// <param name="Id">Of the call that asked for it; of its own where nobody here did.</param>
/// <param name="Kind">firmware, signed_firmware, diagnostics or log.</param>
/// <param name="State">requested, sent, accepted, running, unknown, succeeded, failed, refused, nothing_to_upload, not_sent or superseded.</param>
/// <param name="Stale">A status has been due for 15 minutes. TriggerMessage asks for one.</param>
/// <param name="Reason">The status or error code that ended it other than well.</param>
/// <param name="Suggestion">The OCPP action to try instead.</param>
/// <param name="RequestedBy">Absent when nobody here asked for it.</param>
/// <param name="Location">Where the file is fetched or sent; secrets read "withheld".</param>
/// <param name="FileName">What the charge point called the file it would upload.</param>
/// <param name="Statuses">What the charge point told, in order of arrival; the newest 100.</param>
/// <param name="SupersededBy">The job for which the charge point dropped this one.</param>
/// <param name="Firmware">What its boots tell of an update.</param>
/// <param name="FileId">The file that came; `/files/{fileId}` has its bytes.</param>
internal sealed record JobView(
    Guid Id,
    string ChargePointId,
    string Kind,
    string State,
    bool Stale,
    DateTimeOffset BegunAt,
    string? Reason = null,
    string? Suggestion = null,
    string? RequestedBy = null,
    long? RequestId = null,
    string? Location = null,
    DateTimeOffset? RetrieveAt = null,
    DateTimeOffset? InstallAt = null,
    DateTimeOffset? AnsweredAt = null,
    string? FileName = null,
    IReadOnlyList<JobStatusView>? Statuses = null,
    DateTimeOffset? EndedAt = null,
    Guid? SupersededBy = null,
    JobFirmwareView? Firmware = null,
    Guid? FileId = null,
    DateTimeOffset? FileReceivedAt = null)
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static JobView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "CP-0815",
        "firmware",
        "succeeded",
        false,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        RequestedBy: "key:admin",
        Location: "https://csms.example.com/files/d/withheld/charger-2.1.0.bin",
        RetrieveAt: new(2026, 2, 1, 2, 0, 0, TimeSpan.Zero),
        AnsweredAt: new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero),
        Statuses: [new("Downloading", new(2026, 2, 1, 2, 0, 3, TimeSpan.Zero)), new("Installed", new(2026, 2, 1, 2, 9, 40, TimeSpan.Zero))],
        EndedAt: new(2026, 2, 1, 2, 9, 40, TimeSpan.Zero),
        Firmware: new("2.0.4", "2.1.0", new(2026, 2, 1, 2, 9, 10, TimeSpan.Zero), true));

    public static JobView Of(JobRow row, DateTimeOffset now) => new(
        row.JobId,
        row.ChargePointId,
        row.Kind,
        row.State,
        row.AwaitingSince < now - Patience,
        row.BegunAt,
        row.Reason,
        // A charge point that takes signed firmware only says so with this error (Improved security, L01.FR.20).
        row is { Kind: "firmware", State: JobState.Refused, Reason: "NotSupported" } ? "SignedUpdateFirmware" : null,
        row.RequestedBy,
        row.RequestId,
        row.Location,
        row.RetrieveAt,
        row.InstallAt,
        row.AnsweredAt,
        row.FileName,
        [.. row.Statuses.EnumerateArray().Select(JobStatusView.Of)],
        row.EndedAt,
        row.SupersededBy,
        row.FirmwareBefore is null && row.FirmwareAfter is null
            ? null
            : new(row.FirmwareBefore, row.FirmwareAfter, row.BootedAt, row.FirmwareAfter is null || row.FirmwareBefore is null ? null : row.FirmwareAfter != row.FirmwareBefore),
        row.FileId,
        row.FileReceivedAt);
}

/// <summary>A status the charge point told, in OCPP's words.</summary>
internal sealed record JobStatusView(string Status, DateTimeOffset At)
{
    public static JobStatusView Of(JsonElement status) => new(status.GetProperty("status").GetString()!, status.GetProperty("at").GetDateTimeOffset());
}

/// <summary>What boots tell of an update.</summary>
/// <param name="Before">Version the charge point had booted with when it was asked.</param>
/// <param name="After">Version it booted with since.</param>
/// <param name="Changed">Whether the two differ: a job that succeeded without a change did not take.</param>
internal sealed record JobFirmwareView(string? Before, string? After, DateTimeOffset? BootedAt, bool? Changed);
