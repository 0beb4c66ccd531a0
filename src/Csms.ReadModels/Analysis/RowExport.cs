using System.Text;
using Npgsql;
using NpgsqlTypes;
using static Csms.ReadModels.Analysis.EnergyQueries;

namespace Csms.ReadModels.Analysis;

/// <summary>Which rows are wanted as a file; null is any.</summary>
/// <param name="From">By the time the rows are in order of, at or after this.</param>
/// <param name="To">Before this.</param>
public sealed record ExportSelection(string? ChargePointId = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>What rows look like in a file.</summary>
public enum RowFormat
{
    /// <summary>RFC 4180, UTF-8, a header, points in numbers, times in UTC.</summary>
    Csv,

    /// <summary>A JSON object per line.</summary>
    Ndjson,
}

/// <summary>Writes the rows of a view as they come from the database: memory does not grow with their number.</summary>
public sealed class RowExport(NpgsqlDataSource dataSource)
{
    private const int Buffer = 64 * 1024;

    // What can be exported, its view, and the column whose time it is selected by.
    private static readonly Dictionary<string, (string View, string Time)> Kinds = new()
    {
        ["sessions"] = ("v1_transactions", "started_at"),
        ["meter-values"] = ("v1_meter_values", "device_time"),
        ["cdrs"] = ("v1_cdrs", "started_at"),
        ["energy"] = ("v1_energy_hourly", "hour"),
    };

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>Writes them in order of time; the stream stays open.</summary>
    /// <param name="kind">One of <see cref="Names"/>.</param>
    /// <returns>How many.</returns>
    public async Task<long> WriteAsync(Stream output, string kind, ExportSelection selection, RowFormat format, CancellationToken cancellationToken)
    {
        var (view, time) = Kinds[kind];
        await using var command = dataSource.CreateCommand(
            $"SELECT * FROM {ReadModelSchema.Name}.{view} WHERE ($1 IS NULL OR charge_point_id = $1) AND ($2 IS NULL OR {time} >= $2) AND ($3 IS NULL OR {time} < $3) ORDER BY {time}");
        command.CommandTimeout = 0;
        command.Parameters.Add(Optional(selection.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(selection.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(selection.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Buffer, leaveOpen: true);
        var written = 0L;
        if (format == RowFormat.Csv) await text.WriteAsync(CsvRow.Header(reader));
        for (; await reader.ReadAsync(cancellationToken); written++)
            await text.WriteAsync((format == RowFormat.Csv ? CsvRow.Of(reader) : NdjsonRow.Of(reader)).AsMemory(), cancellationToken);
        return written;
    }
}
