using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class MartenBesideUs(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Goes_on_after_our_events_and_we_after_its()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("ours", 0, new { n = 1 }, new { n = 2 }), CancellationToken.None);
        (await ScalarAsync("SELECT last_value FROM events.mt_events_sequence")).ShouldBe(2L);

        // What Marten's append comes down to: no headers of ours, a number from its sequence.
        await ScalarAsync("""
            WITH s AS (INSERT INTO events.mt_streams (id, type, version) VALUES ('martens', 'thing', 1) RETURNING id)
            INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            SELECT nextval('events.mt_events_sequence'), gen_random_uuid(), id, 1, '{"a": 1}', 'thing_happened', 'Thing, Things' FROM s RETURNING seq_id
            """);

        (await store.AppendAsync(Appends.To("ours", 2, new { n = 3 }), CancellationToken.None)).ShouldBe(new AppendResult.Appended(3, 4));
        (await store.AppendAsync(Appends.To("martens", 1, new { n = 4 }), CancellationToken.None)).ShouldBe(new AppendResult.Appended(2, 5));
        (await store.AllOfAsync("martens"))[0].Metadata.Actor.ShouldBe("unknown");
        (await ScalarAsync("SELECT last_value FROM events.mt_events_sequence")).ShouldBe(5L);
    }

    [Fact]
    public async Task Finds_its_tables_to_the_name_of_every_constraint_and_index()
    {
        var found = await ScalarAsync("""
            SELECT string_agg(line, E'\n' ORDER BY part, line COLLATE "C")
              FROM (SELECT 1 AS part, format('%s.%s %s%s%s', c.relname, lpad(a.attnum::text, 2, '0') || ' ' || a.attname, format_type(a.atttypid, a.atttypmod),
                           CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid)) AS line
                      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
                     WHERE c.relnamespace = 'events'::regnamespace AND c.relkind = 'r' AND c.relname LIKE 'mt\_%' AND a.attnum > 0
                    UNION ALL
                    SELECT 2, format('%s %s', conname, pg_get_constraintdef(oid))
                      FROM pg_constraint WHERE connamespace = 'events'::regnamespace AND conrelid::regclass::text LIKE 'events.mt\_%'
                    UNION ALL
                    SELECT 3, indexdef FROM pg_indexes WHERE schemaname = 'events' AND tablename LIKE 'mt\_%'
                    UNION ALL
                    SELECT 4, format('sequence %s owned by %s.%s', d.objid::regclass, d.refobjid::regclass, a.attname)
                      FROM pg_depend d JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                     WHERE d.objid = 'events.mt_events_sequence'::regclass AND d.deptype = 'a') lines
            """);

        found.ShouldBe("""
            mt_event_progression.01 name character varying not null
            mt_event_progression.02 last_seq_id bigint
            mt_event_progression.03 last_updated timestamp with time zone default transaction_timestamp()
            mt_events.01 seq_id bigint not null
            mt_events.02 id uuid not null
            mt_events.03 stream_id character varying
            mt_events.04 version bigint not null
            mt_events.05 data jsonb not null
            mt_events.06 bdata bytea
            mt_events.07 type character varying(500) not null
            mt_events.08 timestamp timestamp with time zone not null default now()
            mt_events.09 tenant_id character varying default '*DEFAULT*'::character varying
            mt_events.10 mt_dotnet_type character varying
            mt_events.11 correlation_id character varying
            mt_events.12 causation_id character varying
            mt_events.13 headers jsonb
            mt_events.14 is_archived boolean default false
            mt_high_water_skips.01 ending_sequence bigint not null
            mt_high_water_skips.02 starting_sequence bigint not null
            mt_high_water_skips.03 timestamp timestamp with time zone default transaction_timestamp()
            mt_streams.01 id character varying not null
            mt_streams.02 type character varying
            mt_streams.03 version bigint
            mt_streams.04 timestamp timestamp with time zone not null default now()
            mt_streams.05 created timestamp with time zone not null default now()
            mt_streams.06 tenant_id character varying default '*DEFAULT*'::character varying
            mt_streams.07 is_archived boolean default false
            fkey_mt_events_stream_id FOREIGN KEY (stream_id) REFERENCES events.mt_streams(id) ON DELETE CASCADE
            pk_mt_event_progression PRIMARY KEY (name)
            pkey_mt_events_seq_id PRIMARY KEY (seq_id)
            pkey_mt_high_water_skips_ending_sequence PRIMARY KEY (ending_sequence)
            pkey_mt_streams_id PRIMARY KEY (id)
            CREATE UNIQUE INDEX pk_mt_event_progression ON events.mt_event_progression USING btree (name)
            CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON events.mt_events USING btree (stream_id, version)
            CREATE UNIQUE INDEX pkey_mt_events_seq_id ON events.mt_events USING btree (seq_id)
            CREATE UNIQUE INDEX pkey_mt_high_water_skips_ending_sequence ON events.mt_high_water_skips USING btree (ending_sequence)
            CREATE UNIQUE INDEX pkey_mt_streams_id ON events.mt_streams USING btree (id)
            sequence events.mt_events_sequence owned by events.mt_events.seq_id
            """);
    }

    private async Task<object?> ScalarAsync(string sql)
    {
#pragma warning disable CA2100 // Constants above.
        await using var command = database.DataSource.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
