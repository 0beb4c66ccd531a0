using Csms.ReadModels.Analysis;

namespace Csms.Host.Exporting;

/// <summary>Where an export stands.</summary>
internal enum ExportState
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,

    /// <summary>It was done, and its file is gone: its time was over, or somebody deleted it.</summary>
    Removed,
}

/// <summary>Which rows somebody wants, and how.</summary>
/// <param name="Kind">One of <see cref="RowExport.Names"/>.</param>
internal sealed record ExportWish(string Kind, RowFormat Format, ExportSelection Selection);

/// <summary>A row of <c>csms.exports</c>.</summary>
/// <param name="AskedBy">As in events.</param>
/// <param name="Attempt">How often it was begun.</param>
/// <param name="Bytes">Of the rows as text.</param>
/// <param name="StoredBytes">On the disk.</param>
/// <param name="Sha256">Of the rows as text.</param>
/// <param name="Position">The rows contain every event up to this one, perhaps more.</param>
internal sealed record ExportRecord(
    Guid Id,
    Guid AskerId,
    string AskedBy,
    ExportWish Wish,
    ExportState State,
    DateTimeOffset AskedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ExpiresAt,
    int Attempt,
    long Rows,
    long? ExpectedRows,
    long Bytes,
    long StoredBytes,
    string? Sha256,
    long? Position,
    ExportFailure? Failure)
{
    public static ExportRecord Asked(Guid askerId, string askedBy, ExportWish wish, DateTimeOffset now) => new(
        Guid.CreateVersion7(now), askerId, askedBy, wish, ExportState.Queued, now, null, null, null, 0, 0, null, 0, 0, null, null, null);
}

/// <summary>Why there is no file.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Reason">For people: what to do.</param>
internal sealed record ExportFailure(string Code, string Reason);

/// <summary>How far an export has come.</summary>
internal sealed record ExportProgress(long Rows, long Bytes, long StoredBytes);

/// <summary>Nothing that trying again by itself would mend.</summary>
internal sealed class ExportFailedException(string code, string reason, Exception? cause = null) : Exception(reason, cause)
{
    public ExportFailure Failure { get; } = new(code, reason);
}
