using System.Globalization;
using Npgsql;

namespace Csms.ReadModels.MeterValues;

/// <summary>The monthly partitions of <c>meter_values</c>, made when the first sample of a month comes. Months that no working clock shows get none:
/// their samples stay in the default partition, however many different ones there are.</summary>
internal sealed class MeterMonths
{
    // Before 2010 the clock was never set (Anomaly.ClockNotSet); with the bound below there are never more than a few hundred partitions.
    private static readonly DateTimeOffset Earliest = new(2010, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private HashSet<DateTimeOffset>? made;

    /// <param name="recordedAt">When the newest of the events was recorded: a clock may be some weeks ahead of it, not more.</param>
    public async Task EnsureAsync(
        NpgsqlConnection connection, IEnumerable<SampleRow> rows, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var wanted = new HashSet<DateTimeOffset>();
        var last = default(DateTimeOffset);
        foreach (var row in rows)
        {
            // Samples come in order of time, nearly always of the month before.
            if (row.DeviceTime.Year == last.Year && row.DeviceTime.Month == last.Month) continue;
            last = row.DeviceTime;
            wanted.Add(MonthOf(last));
        }
        if (wanted.Count == 0) return;
        made ??= await ReadAsync(connection, cancellationToken);
        wanted.ExceptWith(made);
        foreach (var month in wanted.Order())
        {
            if (month < Earliest || month > MonthOf(recordedAt).AddMonths(1)) continue;
            await CreateAsync(connection, month, cancellationToken);
            made.Add(month);
        }
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time) => new(time.Year, time.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static string NameOf(DateTimeOffset month) => month.ToString("'meter_values_'yyyy'_'MM", CultureInfo.InvariantCulture);

    private static async Task<HashSet<DateTimeOffset>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT to_timestamp(right(c.relname, 7) || ' +00', 'YYYY_MM TZH')
            FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'meter_values'::regclass AND c.relname ~ '^meter_values_[0-9]{4}_[0-9]{2}$'
            """,
            connection);
        var months = new HashSet<DateTimeOffset>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) months.Add(reader.GetFieldValue<DateTimeOffset>(0));
        return months;
    }

    /// <summary>Samples of this month may have come before it was plausible: they move over from the default partition, which otherwise
    /// refuses the month.</summary>
    private static async Task CreateAsync(NpgsqlConnection connection, DateTimeOffset month, CancellationToken cancellationToken)
    {
        var name = NameOf(month);
        var (from, to) = (Literal(month), Literal(month.AddMonths(1)));
        await using var command = new NpgsqlCommand(
            $"""
            CREATE TABLE {name} (LIKE meter_values INCLUDING DEFAULTS INCLUDING COMMENTS);
            WITH moved AS (DELETE FROM meter_values_default WHERE device_time >= {from} AND device_time < {to} RETURNING *)
            INSERT INTO {name} SELECT * FROM moved;
            ALTER TABLE meter_values ATTACH PARTITION {name} FOR VALUES FROM ({from}) TO ({to});
            """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Literal(DateTimeOffset month) => string.Create(CultureInfo.InvariantCulture, $"'{month:yyyy-MM-dd} 00:00:00+00'");
}
