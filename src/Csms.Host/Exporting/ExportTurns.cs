using Npgsql;
using NpgsqlTypes;

namespace Csms.Host.Exporting;

/// <summary>
/// How exports come to their turn, on the connection that holds the lock: what is written here is written by the one node that may. Each change names the attempt it
/// belongs to, so that a node that lost the lock without noticing changes nothing.
/// </summary>
internal static class ExportTurns
{
    /// <summary>The next one, which runs from now on; null when none waits. One that runs already was left by a node that ended, and comes first.</summary>
    public static async Task<ExportRecord?> TakeAsync(NpgsqlConnection held, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
            UPDATE csms.exports
            SET state = 'running', attempt = attempt + 1, started_at = $1, row_count = 0, expected_rows = NULL, bytes = 0, stored_bytes = 0, position = NULL
            WHERE id = (SELECT id FROM csms.exports WHERE state IN ('queued', 'running') ORDER BY state = 'running' DESC, id LIMIT 1 FOR UPDATE)
            RETURNING {ExportTable.Columns}
            """,
            held);
        command.Parameters.Add(new() { Value = now });
        return (await ExportTable.ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>Says how far it has come; false when it is not to go on.</summary>
    public static Task<bool> ReportAsync(NpgsqlConnection held, ExportRecord export, ExportProgress reached, CancellationToken cancellationToken) => ChangeAsync(
        held,
        export,
        "row_count = $3, bytes = $4, stored_bytes = $5",
        cancellationToken,
        new() { Value = reached.Rows },
        new() { Value = reached.Bytes },
        new() { Value = reached.StoredBytes });

    /// <summary>What is known at the beginning; false when it is not to go on.</summary>
    public static Task<bool> BeginAsync(NpgsqlConnection held, ExportRecord export, long? expectedRows, long position, CancellationToken cancellationToken) => ChangeAsync(
        held,
        export,
        "expected_rows = $3, position = $4",
        cancellationToken,
        ExportTable.Optional(expectedRows, NpgsqlDbType.Bigint),
        new() { Value = position });

    /// <summary>The file lies where it is looked for; false when it was cancelled in the last moment.</summary>
    public static Task<bool> FinishAsync(
        NpgsqlConnection held, ExportRecord export, ExportProgress whole, string sha256, DateTimeOffset now, TimeSpan keepFor, CancellationToken cancellationToken) => ChangeAsync(
        held,
        export,
        "state = 'done', row_count = $3, bytes = $4, stored_bytes = $5, sha256 = $6, ended_at = $7, expires_at = $8",
        cancellationToken,
        new() { Value = whole.Rows },
        new() { Value = whole.Bytes },
        new() { Value = whole.StoredBytes },
        new() { Value = sha256 },
        new() { Value = now },
        new() { Value = now + keepFor });

    public static Task<bool> FailAsync(NpgsqlConnection held, ExportRecord export, ExportFailure failure, DateTimeOffset now, CancellationToken cancellationToken) => ChangeAsync(
        held,
        export,
        "state = 'failed', failure_code = $3, failure = $4, ended_at = $5",
        cancellationToken,
        new() { Value = failure.Code },
        new() { Value = failure.Reason },
        new() { Value = now });

    /// <summary>This node stops: another one, or the next start, begins it again.</summary>
    public static Task<bool> PutBackAsync(NpgsqlConnection held, ExportRecord export, CancellationToken cancellationToken) =>
        ChangeAsync(held, export, "state = 'queued'", cancellationToken);

    private static async Task<bool> ChangeAsync(
        NpgsqlConnection held, ExportRecord export, string change, CancellationToken cancellationToken, params NpgsqlParameter[] values)
    {
        // The changes are the constants above.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand($"UPDATE csms.exports SET {change} WHERE id = $1 AND attempt = $2 AND state = 'running'", held);
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = export.Id });
        command.Parameters.Add(new() { Value = export.Attempt });
        command.Parameters.AddRange(values);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}
