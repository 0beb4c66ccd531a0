using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>A table that holds one <typeparamref name="TRow"/> per row.</summary>
/// <param name="key">Columns of the primary key.</param>
/// <param name="read">Reads the columns in their order.</param>
internal sealed class RowTable<TRow>(string name, string key, Func<RowReader, TRow> read, params Column<TRow>[] columns)
{
    private readonly string upsert =
        $"INSERT INTO {name} ({string.Join(", ", columns.Select(c => c.Name))}) " +
        $"SELECT {string.Join(", ", columns.Select((c, i) => $"c{i}{c.Cast}"))} " +
        $"FROM unnest({string.Join(", ", columns.Select((_, i) => $"${i + 1}"))}) AS rows({string.Join(", ", columns.Select((_, i) => $"c{i}"))}) " +
        $"ON CONFLICT ({key}) DO UPDATE SET {string.Join(", ", columns.Select(c => $"{c.Name} = excluded.{c.Name}"))}";

    /// <summary><c>SELECT</c> with every column, up to and including <c>FROM table</c>.</summary>
    public string Select { get; } = $"SELECT {string.Join(", ", columns.Select(c => c.Name))} FROM {name}";

    /// <summary>The same over the live table, wherever the search path leads.</summary>
    public string SelectLive { get; } = $"SELECT {string.Join(", ", columns.Select(c => c.Name))} FROM {ReadModelSchema.Name}.{name}";

    public TRow Read(RowReader row) => read(row);

    /// <summary>Inserts rows, or replaces those with the same key. A key may occur once.</summary>
    public async Task UpsertAsync(NpgsqlConnection connection, IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await using var command = new NpgsqlCommand(upsert, connection);
        foreach (var column in columns) command.Parameters.Add(column.Parameter(rows));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows a command with <see cref="Select"/> yields.</summary>
    public async Task<List<TRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<TRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new RowReader(reader);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(row.From(0)));
        return rows;
    }
}
