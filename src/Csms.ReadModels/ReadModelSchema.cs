using Csms.ReadModels.Analysts;
using Npgsql;

namespace Csms.ReadModels;

/// <summary>Schema <c>read</c>: the tables of every read model and the views <c>v1_*</c> for analysts.</summary>
public static class ReadModelSchema
{
    public const string Name = "read";

    private const long LockKey = 0x43534D53_52454144; // "CSMSREAD"

    /// <summary>Makes the tables that are missing, empty; the projector fills them. Run after the event store's migrations. Safe from many nodes
    /// at once.</summary>
    public static async Task CreateAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(
            connection,
            $"SELECT pg_advisory_xact_lock({LockKey}); CREATE SCHEMA IF NOT EXISTS {Name}; SET LOCAL search_path TO {Name}",
            cancellationToken);
        foreach (var model in Catalog.All)
        {
            await using var exists = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection);
            exists.Parameters.Add(new() { Value = $"{Name}.{model.Tables[0]}" });
            if (await exists.ExecuteScalarAsync(cancellationToken) is true) continue;
            await ExecuteAsync(connection, model.TablesSql, cancellationToken);
            await ExecuteAsync(connection, model.IndexesSql, cancellationToken);
            await CreateViewsAsync(connection, model, cancellationToken);
        }
        await AnalystViews.GrantAsync(connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Makes the views of a model anew over its present tables; who may read them stays. Columns get the comments of the columns they show: those of
    /// the table that a view is named after, and of the model's other tables where none is.</summary>
    internal static async Task CreateViewsAsync(NpgsqlConnection connection, ReadModel model, CancellationToken cancellationToken)
    {
        await ExecuteAsync(connection, model.ViewsSql, cancellationToken);
        await using var comments = new NpgsqlCommand(
            """
            SELECT string_agg(format('COMMENT ON COLUMN %I.%I IS %L', v.relname, shown.attname, col_description(t.oid, named.attnum)), ';' ORDER BY t.relname = $2)
            FROM pg_class t
            JOIN pg_attribute named ON named.attrelid = t.oid AND named.attnum > 0
            JOIN pg_class v ON v.relnamespace = t.relnamespace AND v.relkind = 'v' 
              AND v.relname = 'v1_' || CASE WHEN to_regclass(format('%I', 'v1_' || t.relname)) IS NULL THEN $2 ELSE t.relname END
            JOIN pg_attribute shown ON shown.attrelid = v.oid AND shown.attname = named.attname
            WHERE t.relnamespace = current_schema()::regnamespace AND t.relname = ANY($1)
            """,
            connection);
        comments.Parameters.Add(new() { Value = model.Tables.ToArray() });
        comments.Parameters.Add(new() { Value = model.Name });
        if (await comments.ExecuteScalarAsync(cancellationToken) is string sql) await ExecuteAsync(connection, sql, cancellationToken);
        await AnalystViews.GrantAsync(connection, cancellationToken);
    }

    /// <summary>Runs SQL of this program, which may be several statements and may take long.</summary>
    internal static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
