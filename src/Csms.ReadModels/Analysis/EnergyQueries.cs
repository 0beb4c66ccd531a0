using Csms.ReadModels.Rows;
using Npgsql;
using NpgsqlTypes;

namespace Csms.ReadModels.Analysis;

/// <summary>Which energy is asked for; null is any.</summary>
/// <param name="Billable">Only what is billed, or only what is held.</param>
/// <param name="From">In hours that begin at or after this.</param>
/// <param name="To">In hours that begin before this.</param>
public sealed record EnergyFilter(
    string? ChargePointId = null, int? ConnectorId = null, Guid? TokenId = null, bool? Billable = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Energy of sessions in a piece of time.</summary>
/// <param name="Start">Its beginning.</param>
/// <param name="Sessions">How many took part of it.</param>
public sealed record EnergyBucket(DateTimeOffset Start, long EnergyWh, long Sessions);

/// <summary>Adds up the energy of hours.</summary>
public sealed class EnergyQueries(NpgsqlDataSource dataSource)
{
    // date_trunc keeps the two hours apart that have one name when a clock is put back: it works on the moment, and reads the clock for days and longer.
    private const string Sql = $"""
        SELECT starts, wh, sessions FROM (
            SELECT date_trunc($1, hour, $2) AS starts, sum(energy_wh)::bigint AS wh, count(DISTINCT session_id) AS sessions
            FROM {ReadModelSchema.Name}.energy_hourly
            WHERE ($3 IS NULL OR charge_point_id = $3) AND ($4 IS NULL OR connector_id = $4) AND ($5 IS NULL OR token_id = $5) AND ($6 IS NULL OR billable = $6)
              AND ($7 IS NULL OR hour >= $7) AND ($8 IS NULL OR hour < $8) AND ($9 IS NULL OR hour > $9)
            GROUP BY 1
        ) b WHERE $9 IS NULL OR starts > $9
        ORDER BY starts LIMIT $10
        """;

    /// <summary>In order of time; pieces without energy are left out. An hour of UTC belongs to the piece that it begins in.</summary>
    /// <param name="timeZone">IANA.</param>
    public async Task<Page<EnergyBucket>> ListAsync(EnergyFilter filter, Bucket bucket, string timeZone, PageRequest request, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(Sql);
        command.Parameters.AddWithValue(bucket.Field());
        command.Parameters.AddWithValue(timeZone);
        command.Parameters.Add(Optional(filter.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(filter.ConnectorId, NpgsqlDbType.Integer));
        command.Parameters.Add(Optional(filter.TokenId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Optional(filter.Billable, NpgsqlDbType.Boolean));
        command.Parameters.Add(Optional(filter.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(filter.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(request.Cursor?.Time.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.AddWithValue(request.Size + 1);
        var rows = await command.ListAsync(r => new EnergyBucket(r.Time(), r.Bigint(), r.Bigint()), cancellationToken);
        return Page<EnergyBucket>.Of(rows, request, row => new(row.Start, ""));
    }

    internal static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

internal static class Listing
{
    public static async Task<List<T>> ListAsync<T>(this NpgsqlCommand command, Func<RowReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new RowReader(reader);
        while (await reader.ReadAsync(cancellationToken)) rows.Add(read(row.From(0)));
        return rows;
    }
}
