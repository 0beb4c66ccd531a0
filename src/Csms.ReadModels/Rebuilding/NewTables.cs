using Npgsql;
using static Csms.ReadModels.ReadModelSchema;

namespace Csms.ReadModels.Rebuilding;

/// <summary>The tables of a rebuild, in a schema of their own until they take the place of the live ones.</summary>
internal sealed class NewTables(ReadModel model)
{
    private readonly string schema = $"{Name}_new_{model.Name}";
    private readonly string old = $"{Name}_old_{model.Name}";

    /// <summary>Empty tables; those of a rebuild that did not finish go. From here on the connection's search path leads to them.</summary>
    public Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => ExecuteAsync(
        connection,
        $"""
        SET client_min_messages TO warning;
        DROP SCHEMA IF EXISTS {schema} CASCADE;
        CREATE SCHEMA {schema};
        SET search_path TO {schema};
        SET synchronous_commit TO off;
        SET maintenance_work_mem TO '256MB';
        {model.TablesSql}
        """,
        cancellationToken);

    public async Task IndexAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, model.IndexesSql, cancellationToken);
        foreach (var table in model.Tables) await ExecuteAsync(connection, $"ANALYZE {table}", cancellationToken);
    }

    /// <summary>Without a trace, when they are not to take over.</summary>
    public Task DropAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, $"DROP SCHEMA IF EXISTS {schema} CASCADE", cancellationToken);

    /// <summary>Exchanges the tables within the caller's transaction. Fails with LockNotAvailable when the live ones are in use for long, and with DeadlockDetected
    /// when whoever uses them waits for what is locked here already.</summary>
    public async Task SwapAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await ExecuteAsync(
            connection, $"SET LOCAL lock_timeout TO '2s'; CREATE SCHEMA IF NOT EXISTS {Name}; CREATE SCHEMA {old}", cancellationToken);
        // Views first, and with them what they show: in the order in which readers lock them.
        foreach (var table in model.Tables)
        {
            var view = $"{Name}.v1_{table}";
            await ExecuteAsync(connection, $"DO $$ BEGIN IF to_regclass('{view}') IS NOT NULL THEN LOCK TABLE {view} IN ACCESS EXCLUSIVE MODE; END IF; END $$", cancellationToken);
        }

        foreach (var table in await TablesInAsync(connection, Name, cancellationToken))
            await ExecuteAsync(connection, $"ALTER TABLE {Name}.{table} SET SCHEMA {old}", cancellationToken);
        foreach (var table in await TablesInAsync(connection, schema, cancellationToken))
            await ExecuteAsync(connection, $"ALTER TABLE {schema}.{table} SET SCHEMA {Name}", cancellationToken);

        // The views move to the new tables before the old ones go, and keep their grants and whatever was built on them.
        await ExecuteAsync(connection, $"SET LOCAL search_path TO {Name}", cancellationToken);
        await CreateViewsAsync(connection, model, cancellationToken);
        foreach (var table in model.Tables) await ExecuteAsync(connection, $"DROP TABLE IF EXISTS {old}.{table}", cancellationToken);
        await ExecuteAsync(connection, $"DROP SCHEMA {old}; DROP SCHEMA {schema}", cancellationToken);
    }

    /// <summary>The model's tables in a schema, with their partitions: these do not move with their parent.</summary>
    private async Task<List<string>> TablesInAsync(NpgsqlConnection connection, string where, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT format('%I', c.relname) FROM pg_class c
            WHERE c.relnamespace = to_regnamespace($1) AND c.relkind IN ('r', 'p')
              AND (c.relname = ANY($2) OR c.oid IN (
                  SELECT i.inhrelid FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                  WHERE p.relnamespace = c.relnamespace AND p.relname = ANY($2)))
            """,
            connection);
        command.Parameters.Add(new() { Value = where });
        command.Parameters.Add(new() { Value = model.Tables.ToArray() });
        var tables = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) tables.Add(reader.GetString(0));
        return tables;
    }
}
