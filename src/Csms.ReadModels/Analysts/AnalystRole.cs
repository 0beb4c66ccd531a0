using Csms.EventStore;
using Npgsql;

namespace Csms.ReadModels.Analysts;

/// <summary>The role that analysts connect to the database as. It reads the views of <see cref="AnalystViews"/> and nothing else; those grants are
/// said where the views are made. Nobody can log in over a network before it has a password.</summary>
public static class AnalystRole
{
    public const string Name = AnalystViews.Role;

    /// <summary>How long a statement may run. Whoever sets another time-out in the session is stopped by <see cref="EndLongAsync"/>.</summary>
    public static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(60);

    // What everybody may do in a new database goes as well where it writes: temporary tables and large objects. Settings are made once, so that an administrator
    // can choose others. The application is made a member because only members may end a session; it gains nothing that it does not have.
    private const string Sql = $"""
        DO $analyst$
        DECLARE
            app    text := current_setting('csms.application_role');
            super  boolean := (SELECT rolsuper FROM pg_roles WHERE rolname = current_user);
            may    boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user);
        BEGIN
            IF may AND NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{Name}') THEN
                BEGIN
                    CREATE ROLE {Name} LOGIN CONNECTION LIMIT 20;
                    ALTER ROLE {Name} SET default_transaction_read_only = on;
                    ALTER ROLE {Name} SET statement_timeout = '60s';
                    ALTER ROLE {Name} SET idle_in_transaction_session_timeout = '5min';
                    ALTER ROLE {Name} SET search_path = read;
                    ALTER ROLE {Name} SET timezone = 'UTC';
                EXCEPTION WHEN duplicate_object OR unique_violation THEN
                    NULL; -- Another node was faster.
                END;
            END IF;
            IF may AND NOT pg_has_role(app, '{Name}', 'MEMBER') THEN
                EXECUTE format('GRANT {Name} TO %I', app);
            END IF;
            IF EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND pg_has_role(datdba, 'USAGE')) THEN
                EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
                EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), app);
            END IF;
            IF super THEN
                REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
            END IF;
        END
        $analyst$;
        """;

    private const long LockKey = 0x43534D53_414E4C59; // "CSMSANLY"

    /// <summary>Makes the role where that is allowed; elsewhere whoever runs the database does (docs/analytics.md).</summary>
    /// <param name="administrator">Connects as somebody who may make roles, or as the owner of the database.</param>
    /// <param name="application">The role the host works as.</param>
    /// <param name="cancellationToken">Ends the wait for another node.</param>
    public static Task EnsureAsync(NpgsqlDataSource administrator, string application, CancellationToken cancellationToken) =>
        ApplicationRole.ExecuteAsync(administrator, application, Sql, LockKey, cancellationToken);

    /// <summary>Ends sessions of the role whose statement runs longer: anybody may set <c>statement_timeout</c> for themselves, so that the role's setting alone
    /// is advice. A role that was made by hand and has no members is left alone.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> EndLongAsync(NpgsqlDataSource application, TimeSpan limit, CancellationToken cancellationToken)
    {
        await using var command = application.CreateCommand(
            $"""
            SELECT count(*) FILTER (WHERE pg_terminate_backend(a.pid))::int
            FROM pg_stat_activity a JOIN pg_roles r ON r.oid = a.usesysid
            WHERE r.rolname = '{Name}' AND pg_has_role(r.oid, 'USAGE') AND a.datname = current_database() AND a.state = 'active' AND a.query_start < clock_timestamp() - $1
            """);
        command.Parameters.AddWithValue(limit);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Gives it another password; sessions that are open stay.</summary>
    public static async Task SetPasswordAsync(NpgsqlDataSource administrator, string password, CancellationToken cancellationToken)
    {
        await using var connection = await administrator.OpenConnectionAsync(cancellationToken);
        await using var statement = new NpgsqlCommand($"SELECT format('ALTER ROLE {Name} PASSWORD %L', $1::text)", connection);
        statement.Parameters.AddWithValue(password);
#pragma warning disable CA2100 // Quoted by the database.
        await using var change = new NpgsqlCommand((string)(await statement.ExecuteScalarAsync(cancellationToken))!, connection);
#pragma warning restore CA2100
        await change.ExecuteNonQueryAsync(cancellationToken);
    }
}
