using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>A projection with one row per stream: the rows a page touches are read, folded in memory and written in one statement each way.</summary>
internal abstract class RowProjection<TKey, TRow>(RowTable<TRow> table, string keyColumn, FoldMode mode) : Projection
    where TKey : notnull
    where TRow : ReadModelRow
{
    // While loading nobody else writes the table, so rows are kept: a transaction's next page finds it here.
    private const int Kept = 50_000;
    private readonly Dictionary<TKey, TRow?> rows = [];

    public sealed override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        if (mode == FoldMode.Following || rows.Count > Kept) rows.Clear();
        var mine = page.Where(e => Concerns(e.Event)).Select(e => (Key: KeyOf(e), Event: e)).ToList();
        if (mine.Count == 0) return;
        await ReadMissingAsync(connection, [.. mine.Select(e => e.Key).Where(k => !rows.ContainsKey(k)).Distinct()], cancellationToken);

        var touched = new HashSet<TKey>();
        foreach (var (key, recorded) in mine)
        {
            var row = rows[key];
            if (row?.LastSequence >= recorded.Sequence || Evolve(row, recorded) is not { } evolved) continue;
            evolved.LastSequence = recorded.Sequence;
            rows[key] = evolved;
            touched.Add(key);
        }
        await table.UpsertAsync(connection, [.. touched.Select(k => rows[k]!)], cancellationToken);
    }

    /// <summary>One stream's row, of its events alone.</summary>
    public TRow? Fold(IEnumerable<FeedEvent> events) =>
        events.Where(e => Concerns(e.Event)).Aggregate((TRow?)null, (row, recorded) => Evolve(row, recorded) ?? row);

    protected abstract bool Concerns(object recorded);

    protected abstract TKey KeyOf(FeedEvent recorded);

    protected abstract TKey KeyOf(TRow row);

    /// <summary>The row after the event; null while the stream has not begun.</summary>
    protected abstract TRow? Evolve(TRow? row, FeedEvent recorded);

    private async Task ReadMissingAsync(NpgsqlConnection connection, TKey[] missing, CancellationToken cancellationToken)
    {
        if (missing.Length == 0) return;
        foreach (var key in missing) rows[key] = null;
        await using var command = new NpgsqlCommand($"{table.Select} WHERE {keyColumn} = ANY($1)", connection);
        command.Parameters.Add(new() { Value = missing });
        foreach (var row in await table.ReadAsync(command, cancellationToken)) rows[KeyOf(row)] = row;
    }
}
