namespace Csms.ReadModels.Rebuilding;

/// <summary>How far a rebuild has come.</summary>
/// <param name="Done">Sequence number reached.</param>
/// <param name="Total">Sequence number to reach in this stage; 0 while the stage has no measure.</param>
public readonly record struct RebuildProgress(string ReadModel, RebuildStage Stage, long Done, long Total);

public enum RebuildStage
{
    /// <summary>Events are folded into the new tables.</summary>
    Loading,

    /// <summary>Indexes are made, repeated rows found.</summary>
    Indexing,

    /// <summary>New and old tables are compared as of the same event.</summary>
    Comparing,

    /// <summary>The new tables take the place of the old ones.</summary>
    Swapping,

    /// <summary>The new tables are the live ones.</summary>
    Done,
}

/// <summary>What a rebuild did.</summary>
/// <param name="Position">Sequence number the new tables had reached when they took over.</param>
/// <param name="Compared">Empty when there was nothing to compare with: no live tables of the same version.</param>
public sealed record RebuildReport(string ReadModel, int Version, long Position, long Events, IReadOnlyList<TableComparison> Compared)
{
    public bool Differs => Compared.Any(c => c.Differs);
}

/// <summary>Contents of a table before and after, as of the same event.</summary>
public sealed record TableComparison(string Table, TableFingerprint Before, TableFingerprint After)
{
    public bool Differs => Before != After;
}

/// <summary>Number of rows and a hash over them that does not depend on their order.</summary>
public sealed record TableFingerprint(long Rows, string Hash);

/// <summary>Another process rebuilds the same read model.</summary>
public sealed class RebuildInProgressException(string message) : Exception(message);
