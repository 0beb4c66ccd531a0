using Csms.EventStore;
using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>A table that holds one <typeparamref name="TRow"/> per row, and in its last column the last event in it.</summary>
internal sealed class RowTable<TRow>
    where TRow : ReadModelRow
{
    private readonly Column<TRow>[] columns;
    private readonly Func<RowReader, TRow> read;
    private readonly string upsert;
    private readonly string into;

    public RowTable(string name, string key, Func<RowReader, TRow> read, params Column<TRow>[] columns)
    {
        this.read = read;
        this.columns = [.. columns, Columns<TRow>.Bigint("last_sequence", r => r.LastSequence)];
        var names = Listed((c, _) => c.Name);
        Select = $"SELECT {names} FROM {name}";
        SelectLive = $"SELECT {names} FROM {ReadModelSchema.Name}.{name}";
        into = $"{name} ({names})";
        upsert =
            $"INSERT INTO {into} SELECT {Listed((c, i) => $"c{i}{c.Cast}")} " +
            $"FROM unnest({Listed((_, i) => $"${i + 1}")}) AS rows({Listed((_, i) => $"c{i}")}) " +
            $"ON CONFLICT ({key}) DO UPDATE SET {Listed((c, _) => $"{c.Name} = excluded.{c.Name}")}";

        string Listed(Func<Column<TRow>, int, string> part) => string.Join(", ", this.columns.Select(part));
    }

    /// <summary><c>SELECT</c> with every column, up to and including <c>FROM table</c>.</summary>
    public string Select { get; }

    /// <summary>The same over the live table, wherever the search path leads.</summary>
    public string SelectLive { get; }

    public TRow Read(RowReader reader)
    {
        var row = read(reader);
        row.LastSequence = reader.Bigint();
        return row;
    }

    /// <summary>Inserts rows, or replaces those with the same key. A key may occur once.</summary>
    public async Task UpsertAsync(NpgsqlConnection connection, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(upsert, connection);
        foreach (var column in columns) command.Parameters.Add(column.Parameter(rows));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Inserts rows of which none is there.</summary>
    public Task CopyAsync(NpgsqlConnection connection, IReadOnlyCollection<TRow> rows, CancellationToken cancellationToken) =>
        rows.Count == 0 ? Task.CompletedTask : Copying.CopyAsync(connection, into, rows, Write, cancellationToken);

    /// <summary>The rows a command with <see cref="Select"/> yields.</summary>
    public async Task<List<TRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new RowReader(reader);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Read(row.From(0)));
        return rows;
    }

    private void Write(CopyBuffer to, in TRow row)
    {
        to.Row((short)columns.Length);
        foreach (var column in columns) column.Copy(to, row);
    }
}
