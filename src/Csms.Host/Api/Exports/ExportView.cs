using System.Security.Claims;
using Csms.Host.Api.Security;
using Csms.Host.Exporting;
using Csms.Host.Security;
using Csms.ReadModels.Analysis;

namespace Csms.Host.Api.Exports;

/// <summary>An export that runs in the background.</summary>
/// <param name="Kind">sessions, meter-values, cdrs or energy.</param>
/// <param name="State">queued, running, done, failed, cancelled or removed; removed: it was done, and its file is gone.</param>
/// <param name="Rows">Written so far; all of them when it is done.</param>
/// <param name="ExpectedRows">What the database expects, right to within a factor: for a progress bar, not for a promise.</param>
/// <param name="Bytes">Written so far, as they are fetched without compression.</param>
/// <param name="StoredBytes">The same on the server's disk, and over the wire with gzip.</param>
/// <param name="Sha256">Of the file without compression.</param>
/// <param name="Position">The rows contain every event up to this one, perhaps more.</param>
/// <param name="AskedBy">`key:NAME` or `user:{id}`.</param>
/// <param name="ExpiresAt">Until when the file is kept.</param>
/// <param name="FailureCode">Why there is no file: too_large, no_space, folder_unusable, interrupted, projections_behind or internal_error.</param>
/// <param name="Failure">The same for people: what to do.</param>
internal sealed record ExportView(
    Guid Id,
    string Kind,
    RowFormat Format,
    string? ChargePointId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    ExportState State,
    long Rows,
    long? ExpectedRows,
    long Bytes,
    long StoredBytes,
    string? Sha256,
    long? Position,
    string AskedBy,
    DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ExpiresAt,
    string? FailureCode,
    string? Failure)
{
    public static ExportView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e5f"),
        "meter-values",
        RowFormat.Csv,
        null,
        new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        ExportState.Running,
        1_204_000,
        9_800_000,
        152_908_000,
        18_312_000,
        null,
        48_120_553,
        "key:reports",
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero),
        null,
        null,
        null,
        null);

    public static ExportView Of(ExportRecord export) => new(
        export.Id,
        export.Wish.Kind,
        export.Wish.Format,
        export.Wish.Selection.ChargePointId,
        export.Wish.Selection.From,
        export.Wish.Selection.To,
        export.State,
        export.Rows,
        export.ExpectedRows,
        export.Bytes,
        export.StoredBytes,
        export.Sha256,
        export.Position,
        export.AskedBy,
        export.AskedAt,
        export.StartedAt,
        export.EndedAt,
        export.ExpiresAt,
        export.Failure?.Code,
        export.Failure?.Reason);
}

/// <summary>Who may do what with an export: its own asker everything, and whoever looks after all of them.</summary>
internal static class ExportAccess
{
    /// <summary>What the rows of a kind need, however they are fetched.</summary>
    public static Permission PermissionFor(string kind) => kind == "cdrs" ? Permission.ReadBills : Permission.ReadTransactions;

    public static bool MaySee(this ClaimsPrincipal caller, ExportRecord export) => export.AskerId == caller.Id() || caller.May(Permission.ManageExports);
}
