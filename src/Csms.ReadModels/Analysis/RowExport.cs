using System.Data.Common;
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
    // What can be exported, its view, and the column whose time it is selected by.
    private static readonly Dictionary<string, (string View, string Time)> Kinds = new()
    {
        ["sessions"] = ("v1_transactions", "started_at"),
        ["meter-values"] = (ExportSlices.MeterValues, "device_time"),
        ["cdrs"] = ("v1_cdrs", "started_at"),
        ["energy"] = ("v1_energy_hourly", "hour"),
    };

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>Writes them in order of time, all as of one moment; the stream stays open.</summary>
    /// <param name="kind">One of <see cref="Names"/>.</param>
    /// <returns>How many.</returns>
    public async Task<long> WriteAsync(Stream output, string kind, ExportSelection selection, RowFormat format, CancellationToken cancellationToken)
    {
        await using var rows = new RowWriter(output, format);
        await WriteAsync(rows, kind, selection, null, cancellationToken);
        rows.Complete();
        return rows.Written;
    }

    /// <summary>
    /// The same rows in the same order, in slices of time, each as of its own moment: PostgreSQL cannot tidy up behind a statement that still reads, and what an export of
    /// a year keeps it from would slow everybody down. A row whose own time is changed meanwhile may be there twice, or not at all.
    /// </summary>
    /// <param name="progress">How many were written, after each.</param>
    /// <exception cref="ViewChangedException">Another version of the program gave the view other columns: to be begun again.</exception>
    public async Task WriteSlicesAsync(
        Stream output, string kind, ExportSelection selection, RowFormat format, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var (view, time) = Kinds[kind];
        var slices = new ExportSlices(dataSource, view, time);
        await using var rows = new RowWriter(output, format);
        var after = selection.From;
        while (await slices.NextAsync(selection with { From = after }, cancellationToken) is { } slice)
        {
            await WriteAsync(rows, kind, slice, progress, cancellationToken);
            if (slice.To is null) break;
            after = slice.To;
        }

        // A table without rows has a header all the same.
        if (!rows.HasHeader) await WriteAsync(rows, kind, selection, progress, cancellationToken);
        rows.Complete();
    }

    /// <summary>How many rows the planner expects, which costs nothing and is right to within a factor; null while somebody holds a table.</summary>
    public async Task<long?> EstimateAsync(string kind, ExportSelection selection, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using (var patience = new NpgsqlCommand("SET LOCAL lock_timeout TO '500ms'", connection)) await patience.ExecuteNonQueryAsync(cancellationToken);
            await using var command = Command(kind, selection, "EXPLAIN (FORMAT JSON) ");
            command.Connection = connection;
            using var plan = System.Text.Json.JsonDocument.Parse((string)(await command.ExecuteScalarAsync(cancellationToken))!);
            return plan.RootElement[0].GetProperty("Plan").GetProperty("Plan Rows").GetInt64();
        }
        catch (PostgresException held) when (held.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    private async Task WriteAsync(RowWriter rows, string kind, ExportSelection selection, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var command = Command(kind, selection);
        command.Connection = connection;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await rows.WriteAsync(reader, progress, cancellationToken);
    }

    private static NpgsqlCommand Command(string kind, ExportSelection selection, string before = "")
    {
        var (view, time) = Kinds[kind];
        var command = new NpgsqlCommand(
            $"{before}SELECT * FROM {ReadModelSchema.Name}.{view} WHERE ($1 IS NULL OR charge_point_id = $1) AND ($2 IS NULL OR {time} >= $2) AND ($3 IS NULL OR {time} < $3) ORDER BY {time}")
        { CommandTimeout = 0 };
        command.Parameters.Add(Optional(selection.ChargePointId, NpgsqlDbType.Text));
        command.Parameters.Add(Optional(selection.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Optional(selection.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz));
        return command;
    }
}
