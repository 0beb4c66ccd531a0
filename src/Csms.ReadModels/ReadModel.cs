namespace Csms.ReadModels;

/// <summary>A set of tables that events are folded into. The three SQL files named after it (<c>{name}.tables.sql</c>, <c>.indexes.sql</c>,
/// <c>.views.sql</c>) are the only place where its schema is written down; they name no schema, so that a rebuild can run them beside the live one.</summary>
/// <param name="Name">Of its main table.</param>
/// <param name="Version">Raised when rows would look different, or are found by other indexes; the next start rebuilds it.</param>
/// <param name="Tables">The tables it owns, partitions not counted.</param>
/// <param name="Events">CLR types of the events it folds.</param>
/// <param name="Open">Begins folding. After a rolled back page the projection is thrown away and opened again; <see cref="Projection.Next"/> is for the others.</param>
public sealed record ReadModel(string Name, int Version, IReadOnlyList<string> Tables, IReadOnlyList<Type> Events, Func<FoldMode, Projection> Open)
{
    /// <summary>Its row in <c>events.mt_event_progression</c>, named as Marten names its own projections.</summary>
    public string CheckpointName => $"{CheckpointPrefix}V{Version}:All";

    internal string CheckpointPrefix => $"csms.{Name}:";

    internal string TablesSql => Embedded.Read($"{Name}.tables.sql");

    internal string IndexesSql => Embedded.Read($"{Name}.indexes.sql");

    internal string ViewsSql => Embedded.Read($"{Name}.views.sql");

    public override string ToString() => $"{Name} V{Version}";
}

/// <summary>What a projection may rely on while it writes.</summary>
public enum FoldMode
{
    /// <summary>All indexes are there; any page may come again with rows that are there already.</summary>
    Following,

    /// <summary>The tables began empty at sequence 1 and nobody reads them; secondary indexes are made afterwards.</summary>
    Loading,
}
