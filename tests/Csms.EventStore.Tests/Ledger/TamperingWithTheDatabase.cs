using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Testing;

namespace Csms.EventStore.Tests.Ledger;

/// <summary>What whoever owns the server can do past triggers and grants: each is found in the next export, by name.</summary>
public sealed class TamperingWithTheDatabase : IAsyncLifetime
{
    private const string Swap = """
        CREATE TABLE pair AS SELECT * FROM events.mt_events WHERE seq_id IN (50, 51);
        DELETE FROM events.mt_events WHERE seq_id IN (50, 51);
        INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, headers)
        SELECT 101 - seq_id, id, stream_id, version, data, type, timestamp, headers FROM pair
        """;

    private TestDatabase database = null!;
    private SealedCheckpoint anchored = null!;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        await database.FillAsync(200);
        anchored = await database.SealAsync();
        await database.FillAsync(90, "later");
        await database.SealAsync();
    }

    public Task DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData("UPDATE events.mt_events SET data = jsonb_set(data, '{n}', '100001') WHERE seq_id = 120", "Event 120 (something_happened in s-")]
    [InlineData("UPDATE events.mt_events SET data = data || '{\"n\": 289}' WHERE seq_id = 290", "Event 290 (something_happened in later-")]
    [InlineData("UPDATE events.mt_events SET headers = jsonb_set(headers, '{actor}', '\"tess\"') WHERE seq_id = 3", "Event 3 (")]
    [InlineData("UPDATE events.mt_events SET correlation_id = '' WHERE seq_id = 3", "Event 3 (")]
    [InlineData("UPDATE events.mt_events SET timestamp = timestamp + interval '1 microsecond' WHERE seq_id = 260", "Event 260 (")]
    [InlineData("UPDATE events.mt_events SET timestamp = timestamp - interval '1 day' WHERE seq_id = 77", "Event 77 (")]
    [InlineData("UPDATE events.mt_events SET type = 'something_happenes' WHERE seq_id = 1", "Event 1 (")]
    [InlineData(Swap, "Event 50 (")]
    public async Task Is_found_where_an_event_was_changed(string change, string named)
    {
        await database.TamperAsync(change);

        await (await database.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, named);
        (await (await database.ExportAsync()).VerifyAsync()).What.ShouldContain("is not what was sealed");
    }

    [Theory]
    [InlineData("DELETE FROM events.mt_events WHERE seq_id = 120", "Event 120 is missing: sealed")]
    [InlineData("DELETE FROM events.mt_events WHERE seq_id = 290", "Event 290 is missing: sealed")]
    [InlineData("DELETE FROM events.mt_events WHERE seq_id > 150", "Events 151 to 290 are missing: sealed")]
    [InlineData("DELETE FROM events.mt_events WHERE stream_id = 's-3'", "missing: sealed")]
    public async Task Is_found_where_events_were_deleted(string change, string named)
    {
        await database.TamperAsync(change);

        await (await database.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, named);
    }

    [Fact]
    public async Task Is_found_in_a_stream_that_was_cut_short_in_its_middle()
    {
        await database.TamperAsync("DELETE FROM events.mt_events WHERE stream_id = 's-3' AND version = 2");

        await (await database.ExportAsync(new() { Streams = ["s-3"] })).ShouldBeFoundAsync(VerdictKind.Tampered, "Stream s-3 goes from version 1 to 3");
    }

    [Fact]
    public async Task Is_found_in_an_event_that_was_added_with_a_date_of_the_past()
    {
        await database.TamperAsync("""
            INSERT INTO events.mt_streams (id, type, version) VALUES ('made-up', 'test', 1);
            INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, timestamp) VALUES (291, gen_random_uuid(), 'made-up', 1, '{}', 'made_up', '2020-01-01')
            """);
        await database.SealAsync();

        await (await database.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, "Event 291 is dated back");
    }

    [Fact]
    public async Task Is_found_by_an_anchored_checkpoint_when_the_tree_was_built_anew_with_the_right_key()
    {
        await database.TamperAsync("""
            UPDATE events.mt_events SET data = '{"n": 0}' WHERE seq_id = 120;
            DELETE FROM events.csms_ledger_tiles;
            DELETE FROM events.csms_ledger_checkpoints
            """);
        await database.SealAsync();
        var export = await database.ExportAsync();

        await export.ShouldBeFoundAsync(VerdictKind.Sound, "Sound");
        await export.ShouldBeFoundAsync(VerdictKind.Tampered, "The first 200 events are not those of the older checkpoint", anchored.Note);
    }

    [Fact]
    public async Task Is_found_by_its_signature_when_the_tree_was_built_anew_with_another_key()
    {
        await database.TamperAsync("DELETE FROM events.csms_ledger_tiles; DELETE FROM events.csms_ledger_checkpoints");
        using var another = LedgerKey.Create();
        await database.SealAsync(another);

        await (await database.ExportAsync()).ShouldBeFoundAsync(VerdictKind.Tampered, "not signed by the key given");
    }

    [Fact]
    public async Task Is_found_where_leaf_hashes_were_changed_with_the_events()
    {
        await database.TamperAsync("UPDATE events.mt_events SET data = '{}' WHERE seq_id = 7");
        var changed = (await database.ExportAsync()).Split('\n');
        // The forger computes the leaf hash of what he wrote, as the sealer would.
        await using (var another = await TestDatabase.CreateAsync())
        {
            await another.TamperAsync($"""
                INSERT INTO events.mt_streams SELECT * FROM json_populate_recordset(null::events.mt_streams, '{await RowsAsync("mt_streams")}');
                INSERT INTO events.mt_events SELECT * FROM json_populate_recordset(null::events.mt_events, '{await RowsAsync("mt_events")}')
                """);
            await another.SealAsync();
            changed[7] = (await another.ExportAsync()).Split('\n')[7];
        }

        await string.Join('\n', changed).ShouldBeFoundAsync(VerdictKind.Tampered, "do not give the root");
    }

    private async Task<string> RowsAsync(string table) =>
        (await database.ScalarAsync<string>($"SELECT json_agg(t)::text FROM events.{table} t")).Replace("'", "''", StringComparison.Ordinal);
}
