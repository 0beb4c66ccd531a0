using Csms.Testing;

namespace Csms.EventStore.Tests;

/// <summary>Counts the events that PostgreSQL looks at from here on, of which it may show few.</summary>
internal sealed class Looks
{
    private readonly TestDatabase database;
    private long told;

    private Looks(TestDatabase database) => this.database = database;

    public static async Task<Looks> CountAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("""
            CREATE SEQUENCE looks;
            CREATE FUNCTION look() RETURNS bool LANGUAGE sql VOLATILE COST 0.01 AS $$ SELECT nextval('looks') > 0 $$;
            ALTER TABLE events.mt_events RENAME TO mt_events_at_rest;
            CREATE VIEW events.mt_events AS SELECT * FROM events.mt_events_at_rest WHERE look()
            """);
        await command.ExecuteNonQueryAsync();
        return new(database);
    }

    /// <summary>How many since this was last asked.</summary>
    public async Task<long> SinceAsync()
    {
        await using var command = database.DataSource.CreateCommand("SELECT last_value FROM looks");
        var before = told;
        told = (long)(await command.ExecuteScalarAsync())!;
        return told - before;
    }
}
