using System.Data;
using System.Reflection;
using Npgsql;

namespace Csms.EventStore;

/// <summary>The numbered SQL files that make and change the schema, carried in the assembly that owns them.</summary>
public static class Migrations
{
    // Any number that nobody else in this database uses; written out so that it can be found in pg_locks.
    private const long LockKey = 0x43534D53_4D494752; // "CSMSMIGR"

    private const string CreateLedger = """
        CREATE SCHEMA IF NOT EXISTS events;
        CREATE TABLE IF NOT EXISTS events.csms_migrations (
            owner text NOT NULL, number integer NOT NULL, name text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(), checksum text NOT NULL,
            PRIMARY KEY (owner, number));
        """;

    /// <summary>Brings the database to the newest schema; safe to run from many nodes at once.</summary>
    /// <param name="dataSource">Its user may create schemas and tables, unless there is nothing to do.</param>
    /// <param name="cancellationToken">Ends the wait for another node that is migrating.</param>
    /// <param name="owners">Assemblies with embedded <c>Migrations/NNNN_name.sql</c>, in order; a number is unique within its assembly.</param>
    /// <exception cref="InvalidOperationException">A file was edited after it was applied, has an impossible name, or failed.</exception>
    public static async Task MigrateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken, params Assembly[] owners)
    {
        var files = owners.SelectMany(MigrationFile.In).ToArray();
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        foreach (var file in files)
            file.MustNotDifferFrom(applied.GetValueOrDefault((file.Owner, file.Number)));
        foreach (var file in files.Where(file => !applied.ContainsKey((file.Owner, file.Number))))
            await ApplyAsync(connection, file, cancellationToken);
    }

    /// <summary>One file, one transaction, under the lock; another node may have been faster.</summary>
    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, CreateLedger, cancellationToken);
        var applied = await ReadAppliedAsync(connection, cancellationToken);
        if (applied.TryGetValue((file.Owner, file.Number), out var checksum))
        {
            file.MustNotDifferFrom(checksum);
            return;
        }
        try
        {
            await ExecuteAsync(connection, file.Sql, cancellationToken);
        }
        catch (PostgresException failure)
        {
            throw new InvalidOperationException($"Migration {file} failed and was rolled back: {failure.MessageText}", failure);
        }
        await using var record = new NpgsqlCommand(
            "INSERT INTO events.csms_migrations (owner, number, name, checksum) VALUES ($1, $2, $3, $4)", connection)
        {
            Parameters = { new() { Value = file.Owner }, new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
        };
        await record.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<Dictionary<(string Owner, int Number), string>> ReadAppliedAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = new Dictionary<(string, int), string>();
        await using var exists = new NpgsqlCommand("SELECT to_regclass('events.csms_migrations') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
            return applied;
        await using var command = new NpgsqlCommand("SELECT owner, number, checksum FROM events.csms_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetString(2));
        return applied;
    }

    /// <summary>Without a time limit: an index over a full table takes as long as it takes, and so does waiting for the node that makes it.</summary>
    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // The SQL is a constant or a file of this program.
#pragma warning disable CA2100
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
