using Npgsql;
using NpgsqlTypes;
using static Csms.ReadModels.Analysis.EnergyQueries;

namespace Csms.ReadModels.Analysis;

/// <summary>
/// Cuts what is to be exported into slices of time: days of UTC where there is an index on the time, and months for meter values, which have none and lie in a partition
/// for each month. Times without rows are leapt over, so that one clock that went wrong by a century costs nothing.
/// </summary>
internal sealed class ExportSlices(NpgsqlDataSource dataSource, string view, string time)
{
    public const string MeterValues = "v1_meter_values";

    /// <summary>The first slice of what is selected, with an end of its own; null when no row is left.</summary>
    public async Task<ExportSelection?> NextAsync(ExportSelection selection, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(view == MeterValues ? FirstMeterValue : First);
        command.CommandTimeout = 0;
        command.Parameters.Add(Optional(selection.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        if (view != MeterValues) command.Parameters.Add(Optional(selection.ChargePointId, NpgsqlDbType.Text));
        if (await command.ExecuteScalarAsync(cancellationToken) is not DateTime first || first >= selection.To?.UtcDateTime) return null;
        var end = EndOf(first);
        return selection with { From = first, To = end is null || selection.To < end ? selection.To : end };
    }

    private string First => $"SELECT min({time}) FROM {ReadModelSchema.Name}.{view} WHERE ($1 IS NULL OR {time} >= $1) AND ($2 IS NULL OR charge_point_id = $2)";

    // Months by the names of their partitions: asking their rows would read each of them once more.
    private static string FirstMeterValue =>
        $"""
        SELECT least(
            (SELECT min(greatest(begins AT TIME ZONE 'UTC', $1))
             FROM (SELECT to_timestamp(right(c.relname, 7), 'YYYY_MM')::timestamp AS begins
                   FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                   WHERE i.inhparent = '{ReadModelSchema.Name}.meter_values'::regclass AND c.relname ~ '^meter_values_[0-9]{"{4}"}_[0-9]{"{2}"}$') months
             WHERE $1 IS NULL OR (begins + interval '1 month') AT TIME ZONE 'UTC' > $1),
            (SELECT min(device_time) FROM {ReadModelSchema.Name}.meter_values_default WHERE $1 IS NULL OR device_time >= $1))
        """;

    /// <summary>Null where time ends.</summary>
    private DateTimeOffset? EndOf(DateTime first)
    {
        var last = DateTime.MaxValue.Date;
        if (view == MeterValues) return first >= last.AddDays(-30) ? null : new DateTimeOffset(first.Year, first.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(1);
        return first >= last ? null : new DateTimeOffset(first.Date, TimeSpan.Zero).AddDays(1);
    }
}
