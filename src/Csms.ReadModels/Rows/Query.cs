using Npgsql;

namespace Csms.ReadModels.Rows;

/// <summary>A SELECT put together from the conditions that were asked for.</summary>
internal sealed class Query(string select)
{
    private readonly List<string> conditions = [];
    private readonly List<NpgsqlParameter> parameters = [];
    private string tail = "";

    /// <summary>Adds a condition when every value is given; <c>?</c> stands for the values in order.</summary>
    public Query Where(string condition, params object?[] values)
    {
        if (values.Contains(null)) return this;
        conditions.Add(Bound(condition, values));
        return this;
    }

    /// <summary>ORDER BY and LIMIT.</summary>
    public Query Then(string clause, params object[] values)
    {
        tail += " " + Bound(clause, values);
        return this;
    }

    public async Task<List<T>> ReadAsync<T>(NpgsqlDataSource dataSource, Func<RowReader, T> read, CancellationToken cancellationToken)
    {
        var where = conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
        await using var command = dataSource.CreateCommand(select + where + tail);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new RowReader(reader);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(row.From(0)));
        return rows;
    }

    private string Bound(string sql, object?[] values)
    {
        foreach (var value in values)
        {
            parameters.Add(new() { Value = value is DateTimeOffset time ? time.ToUniversalTime() : value });
            var place = sql.IndexOf('?', StringComparison.Ordinal);
            sql = $"{sql[..place]}${parameters.Count}{sql[(place + 1)..]}";
        }
        return sql;
    }
}
