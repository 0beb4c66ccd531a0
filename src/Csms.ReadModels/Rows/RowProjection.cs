using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>A projection with one row per stream: the rows a page touches are read, folded in memory and written in one statement each way. While loading
/// nobody else reads or writes the table, so rows stay in memory until there are many, and most are written once.</summary>
/// <param name="most">How many are many.</param>
internal abstract class RowProjection<TKey, TRow>(RowTable<TRow> table, string keyColumn, FoldMode mode, int? most = null) : Projection
    where TKey : notnull
    where TRow : ReadModelRow
{
    private const int Kept = 20_000;
    private const int AtOnce = 5_000;

    private readonly Dictionary<TKey, TRow?> rows = [];
    private readonly HashSet<TKey> touched = [];
    private readonly HashSet<TKey> stored = [];

    // While loading the table is empty until rows were let go.
    private bool mayBeStored = mode == FoldMode.Following;

    public sealed override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        var mine = page.Where(e => Concerns(e.Event)).Select(e => (Key: KeyOf(e), Others: OthersOf(e), Event: e)).ToList();
        if (mine.Count == 0) return;
        await FindAsync(connection, mine.Select(e => e.Key).Concat(mine.SelectMany(e => e.Others)), cancellationToken);
        foreach (var (key, others, recorded) in mine)
        {
            var row = rows[key];
            if (!(row?.LastSequence >= recorded.Sequence)) Put(key, Evolve(row, recorded), recorded);
            foreach (var other in others)
                if (rows[other] is { } before && before.LastSequence < recorded.Sequence) Put(other, EvolveOther(before, recorded), recorded);
        }
        if (mode == FoldMode.Following || rows.Count > (most ?? Kept)) await FlushAsync(connection, cancellationToken);
    }

    public sealed override async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (mode == FoldMode.Loading) await table.CopyAsync(connection, [.. touched.Where(key => !stored.Contains(key)).Select(key => rows[key]!)], cancellationToken);
        var again = mode == FoldMode.Loading ? touched.Where(stored.Contains) : touched;
        foreach (var some in again.Chunk(AtOnce)) await table.UpsertAsync(connection, Array.ConvertAll(some, key => rows[key]!), cancellationToken);
        rows.Clear();
        touched.Clear();
        stored.Clear();
        mayBeStored = true;
    }

    /// <summary>One stream's row, of its events alone.</summary>
    public TRow? Fold(IEnumerable<FeedEvent> events) =>
        events.Where(e => Concerns(e.Event)).Aggregate((TRow?)null, (row, recorded) => Evolve(row, recorded) ?? row);

    protected abstract bool Concerns(object recorded);

    protected abstract TKey KeyOf(FeedEvent recorded);

    protected abstract TKey KeyOf(TRow row);

    /// <summary>The row after the event; null while the stream has not begun.</summary>
    protected abstract TRow? Evolve(TRow? row, FeedEvent recorded);

    /// <summary>Keys of rows that the event changes besides its own, where they are there.</summary>
    protected virtual IReadOnlyList<TKey> OthersOf(FeedEvent recorded) => [];

    /// <summary>Such a row after the event.</summary>
    protected virtual TRow EvolveOther(TRow row, FeedEvent recorded) => row;

    private void Put(TKey key, TRow? evolved, FeedEvent recorded)
    {
        if (evolved is null) return;
        evolved.LastSequence = recorded.Sequence;
        rows[key] = evolved;
        touched.Add(key);
    }

    private async Task FindAsync(NpgsqlConnection connection, IEnumerable<TKey> keys, CancellationToken cancellationToken)
    {
        var missing = new List<TKey>();
        foreach (var key in keys)
            if (rows.TryAdd(key, null)) missing.Add(key);
        if (missing.Count == 0 || !mayBeStored) return;
        await using var command = new NpgsqlCommand($"{table.Select} WHERE {keyColumn} = ANY($1)", connection);
        command.Parameters.Add(new() { Value = missing.ToArray() });
        foreach (var row in await table.ReadAsync(command, cancellationToken))
        {
            rows[KeyOf(row)] = row;
            stored.Add(KeyOf(row));
        }
    }
}
