namespace Csms.EventStore.Ledger.Exports;

/// <summary>What an export shows; everything that is sealed when nothing is said.</summary>
public sealed record ExportScope
{
    /// <summary>Only events of these streams; of all when left out.</summary>
    public IReadOnlyList<string>? Streams { get; init; }

    /// <summary>Only from this sequence on.</summary>
    public long? First { get; init; }

    /// <summary>Only up to this sequence.</summary>
    public long? Last { get; init; }

    /// <summary>Exactly the events with these sequences, whatever stream they are of; instead of <see cref="Streams"/>.</summary>
    public IReadOnlyCollection<long>? Sequences { get; init; }

    /// <summary>Of <see cref="Sequences"/>: the streams of which not every event is shown.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The checkpoint whose tree the file goes through; the newest when left out.</summary>
    public SealedCheckpoint? Checkpoint { get; init; }

    /// <summary>What was asked for, for people.</summary>
    public string Selection { get; init; } = "everything";

    /// <summary>Sizes of older checkpoints that whoever verifies the export holds: what it hides is cut there, so that their roots can be computed.</summary>
    public IReadOnlyList<long> OlderSizes { get; init; } = [];
}

/// <summary>The first line of an export.</summary>
/// <param name="Origin">The ledger's name.</param>
/// <param name="Selection">What was asked for, for people.</param>
/// <param name="IsWhole">Every event from <paramref name="First"/> to <paramref name="Last"/> is shown, not a selection.</param>
/// <param name="First">No event before this one is shown.</param>
/// <param name="Last">And none after this one.</param>
/// <param name="Note">The signed checkpoint whose tree the file goes through.</param>
/// <param name="Parts">Streams of which not every event is shown; none when null.</param>
public sealed record ExportManifest(string Origin, string Selection, bool IsWhole, long First, long Last, string Note, IReadOnlyList<string>? Parts = null);
