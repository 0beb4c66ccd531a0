using Npgsql;

namespace Csms.EventStore;

/// <summary>
/// What the role that the application works as may do, when it is another than the role that owns the tables: add events, never change them, and do what it
/// likes with what is no record. Said again after every migration, so that a new table needs no line of its own.
/// </summary>
public static class ApplicationRole
{
    // Tables with the trigger csms_append_only take inserts; those with csms_only_grows take the two columns that an append changes; the rest of our tables
    // in these schemas are the application's to work with. What makes partitions at run time has to own the table it makes them of.
    private const string Grants = """
        DO $grants$
        DECLARE
            app  text := current_setting('csms.application_role');
            t    record;
        BEGIN
            EXECUTE format('GRANT CREATE, TEMPORARY ON DATABASE %I TO %I', current_database(), app);
            FOR t IN SELECT n.nspname FROM pg_namespace n WHERE n.nspname IN ('events', 'csms') LOOP
                EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', t.nspname, app);
                EXECUTE format('GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', t.nspname, app);
            END LOOP;
            FOR t IN
                SELECT c.oid::regclass::text AS name, c.relname, n.nspname, c.relkind, pg_get_userbyid(c.relowner) AS owner,
                       EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'csms_append_only') AS append_only,
                       EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND g.tgname = 'csms_only_grows') AS only_grows
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 WHERE n.nspname IN ('events', 'csms') AND c.relkind IN ('r', 'p', 'v') AND NOT c.relispartition AND c.relowner <> app::regrole
                 ORDER BY c.relname
            LOOP
                IF t.relkind = 'p' THEN
                    EXECUTE format('GRANT CREATE ON SCHEMA %I TO %I', t.nspname, app);
                    EXECUTE format('ALTER TABLE %s OWNER TO %I', t.name, app);
                ELSIF t.append_only OR t.only_grows OR t.relname = 'csms_migrations' THEN
                    EXECUTE format('REVOKE ALL ON %s FROM PUBLIC, %I', t.name, app);
                    EXECUTE format('GRANT SELECT%s ON %s TO %I', CASE WHEN t.relname <> 'csms_migrations' THEN ', INSERT' END, t.name, app);
                ELSE
                    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', t.name, app);
                END IF;
            END LOOP;
            EXECUTE format('GRANT UPDATE (version, timestamp) ON events.mt_streams TO %I', app);
            EXECUTE format('GRANT UPDATE (last_sequence, recorded_at) ON events.csms_sequence TO %I', app);

            -- Read models are made, rebuilt and replaced at run time: that schema is the application's own.
            IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'read') THEN
                EXECUTE format('CREATE SCHEMA read AUTHORIZATION %I', app);
            ELSIF (SELECT nspowner <> app::regrole FROM pg_namespace WHERE nspname = 'read') THEN
                EXECUTE format('ALTER SCHEMA read OWNER TO %I', app);
            END IF;
            FOR t IN
                SELECT c.oid::regclass::text AS name, c.relkind FROM pg_class c
                 WHERE c.relnamespace = 'read'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND c.relowner <> app::regrole
            LOOP
                EXECUTE format('ALTER %s %s OWNER TO %I', CASE t.relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, t.name, app);
            END LOOP;
        END
        $grants$;
        """;

    // Any number that nobody else in this database uses; grants of two nodes at once would trip over each other.
    private const long LockKey = 0x43534D53_4752414E; // "CSMSGRAN"

    /// <summary>Gives the application's role what it needs and takes from it what it must not have.</summary>
    /// <param name="owner">Connects as the owner of the tables, who has to be a member of the application's role.</param>
    /// <param name="role">The application's role; it must be there.</param>
    /// <param name="cancellationToken">Ends the wait for another node.</param>
    public static Task GrantAsync(NpgsqlDataSource owner, string role, CancellationToken cancellationToken) => ExecuteAsync(owner, role, Grants, LockKey, cancellationToken);

    /// <summary>Executes a statement that grants, in a transaction of its own; the statement finds the role in the setting <c>csms.application_role</c>.</summary>
    /// <param name="owner">Connects as somebody who may.</param>
    /// <param name="role">The application's role.</param>
    /// <param name="sql">Has no parameters.</param>
    /// <param name="lockKey">Of the advisory lock that holds off other nodes meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait for another node.</param>
    public static async Task ExecuteAsync(NpgsqlDataSource owner, string role, string sql, long lockKey, CancellationToken cancellationToken)
    {
        await using var connection = await owner.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var name = new NpgsqlCommand("SELECT set_config('csms.application_role', $1, true) FROM pg_advisory_xact_lock($2)", connection);
        name.Parameters.AddWithValue(role);
        name.Parameters.AddWithValue(lockKey);
        await name.ExecuteScalarAsync(cancellationToken);
#pragma warning disable CA2100 // A constant of whoever calls.
        await using var grants = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await grants.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
