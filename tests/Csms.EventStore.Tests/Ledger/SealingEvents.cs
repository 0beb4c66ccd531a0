using Csms.EventStore.Ledger;
using Csms.Testing;

namespace Csms.EventStore.Tests.Ledger;

public sealed class SealingEvents : IAsyncLifetime
{
    private static readonly string[] FiveTexts = ["ä\n\"\\", "\U0001F50C", "", "null", "a b"];

    private TestDatabase database = null!;

    public async Task InitializeAsync() => database = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Gives_the_hashes_that_plain_sql_gives()
    {
        await using (var store = new PostgresEventStore(database.DataSource))
        {
            foreach (var (text, i) in FiveTexts.Select((text, i) => (text, i)))
            {
                var metadata = Appends.Metadata with { CorrelationId = i % 2 == 0 ? text : null, CausationId = i % 3 == 0 ? null : text, Repairs = [text, "Q07"] };
                await store.AppendAsync(
                    new StreamAppend($"strange ' {text}", "test", 0, [
                        Appends.Raw($$"""{"z": 1.10, "a":  [1e3, 0.00], "text": {{System.Text.Json.JsonSerializer.Serialize(text)}} }""", metadata: metadata),
                        Appends.Event(new { big = new string('x', 300_000) }, "a_large_one", metadata),
                    ]),
                    CancellationToken.None);
            }
        }
        // What a Marten beside us writes: no headers.
        await database.ExecuteAsync("""
            WITH s AS (INSERT INTO events.mt_streams (id, type, version) VALUES ('martens', 'thing', 1) RETURNING id)
            INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, mt_dotnet_type)
            SELECT nextval('events.mt_events_sequence'), gen_random_uuid(), id, 1, '{"a": 1}', 'thing_happened', 'Thing, Things' FROM s
            """);
        await database.FillAsync(600);
        await database.SealAsync();

        // As docs/ledger-format.md gives it: a leaf by PostgreSQL's own means.
        await using var command = database.DataSource.CreateCommand("""
            CREATE FUNCTION pg_temp.field(bytea) RETURNS bytea IMMUTABLE LANGUAGE sql
                AS $$ SELECT CASE WHEN $1 IS NULL THEN '\xffffffff'::bytea ELSE int4send(octet_length($1)) || $1 END $$;
            SELECT seq_id, sha256('\x00'::bytea
                   || pg_temp.field('csms-ev1')
                   || pg_temp.field(int8send(seq_id))
                   || pg_temp.field(convert_to(stream_id, 'UTF8'))
                   || pg_temp.field(int8send(version))
                   || pg_temp.field(uuid_send(id))
                   || pg_temp.field(convert_to(type, 'UTF8'))
                   || pg_temp.field(int8send((extract(epoch FROM timestamp) * 1000000)::bigint))
                   || pg_temp.field(convert_to(data::text, 'UTF8'))
                   || pg_temp.field(convert_to(headers::text, 'UTF8'))
                   || pg_temp.field(convert_to(correlation_id, 'UTF8'))
                   || pg_temp.field(convert_to(causation_id, 'UTF8')))
              FROM events.mt_events ORDER BY seq_id
            """);
        var sql = new List<byte[]>();
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                sql.Add(reader.GetFieldValue<byte[]>(1));
        }

        sql.Count.ShouldBe(611);
        (await SealedLeavesAsync(sql.Count)).ShouldBe(sql);
        var root = new CompactRange();
        foreach (var leaf in sql)
            root.Append(leaf);
        (await LatestAsync())!.Root.ShouldBe(root.Root());
    }

    [Fact]
    public async Task Signs_what_it_has_sealed_and_nothing_when_there_is_nothing_new()
    {
        (await database.Sealer().SealOnceAsync(CancellationToken.None)).ShouldBeTrue();
        (await LatestAsync()).ShouldBeNull();

        await database.FillAsync(3);
        var first = await database.SealAsync();
        var again = await database.SealAsync();

        first.Size.ShouldBe(3);
        again.ShouldBe(first with { Root = again.Root });
        Sealing.Key.HasSigned(first.Open()).ShouldBeTrue();
        first.Note.ShouldStartWith($"{Sealing.Origin}\n3\n{Convert.ToBase64String(first.Root)}\n\n— {Sealing.Origin} ");
        using var another = LedgerKey.Create();
        another.HasSigned(first.Open()).ShouldBeFalse();
        using var published = LedgerKey.FromPem(Sealing.Key.PublicPem());
        published.HasSigned(first.Open()).ShouldBeTrue();
        SignedNote.TryParse(first.Note.Replace("\n3\n", "\n4\n", StringComparison.Ordinal), out var changed).ShouldBeTrue();
        published.HasSigned(changed!).ShouldBeFalse();
    }

    [Fact]
    public async Task Comes_to_the_same_tree_however_it_is_cut_into_checkpoints_and_restarts()
    {
        var sealedIn = new List<long>();
        foreach (var more in new[] { 1, 254, 1, 1, 255, 1, 300, 10, 2 })
        {
            await database.FillAsync(more, $"part-{sealedIn.Count}");
            sealedIn.Add((await database.SealAsync()).Size);
        }
        var piecewise = await SealedLeavesAsync(sealedIn[^1]);
        var latest = (await LatestAsync())!;

        await database.TamperAsync("DELETE FROM events.csms_ledger_tiles; DELETE FROM events.csms_ledger_checkpoints");
        var atOnce = await database.SealAsync();

        atOnce.Root.ShouldBe(latest.Root);
        (await SealedLeavesAsync(atOnce.Size)).ShouldBe(piecewise);
    }

    [Fact]
    public async Task Proves_every_event_at_every_checkpoint_and_that_each_has_grown_from_the_one_before()
    {
        var checkpoints = new List<SealedCheckpoint>();
        foreach (var more in new[] { 3, 253, 1, 400 })
        {
            await database.FillAsync(more, $"grown-{checkpoints.Count}");
            checkpoints.Add(await database.SealAsync());
        }
        var ledger = new EventLedger(database.DataSource);

        foreach (var checkpoint in checkpoints)
        {
            for (var sequence = 1L; sequence <= checkpoint.Size; sequence += 13)
            {
                var proof = await ledger.ProveInclusionAsync(sequence, checkpoint.Size, CancellationToken.None);
                MerkleProof.IsIncluded(proof.Leaf, checkpoint.Size, proof.LeafHash, proof.Hashes, checkpoint.Root).ShouldBeTrue($"{sequence} at {checkpoint.Size}");
            }
            foreach (var older in checkpoints.Where(c => c.Size < checkpoint.Size))
            {
                var proof = await ledger.ProveConsistencyAsync(older.Size, checkpoint.Size, CancellationToken.None);
                MerkleProof.IsConsistent(older.Size, checkpoint.Size, older.Root, checkpoint.Root, proof).ShouldBeTrue($"{older.Size} to {checkpoint.Size}");
            }
        }
    }

    [Fact]
    public async Task Survives_a_crash_between_its_tiles_and_its_checkpoint_and_a_checkpoint_that_was_lost()
    {
        await database.FillAsync(300);
        await database.SealAsync();
        await database.FillAsync(300, "more");
        var whole = await database.SealAsync();

        // Tiles and checkpoint are one transaction, so that what a crash can take is the end: both, as it does here, or neither.
        await database.TamperAsync("DELETE FROM events.csms_ledger_checkpoints WHERE size > 300; DELETE FROM events.csms_ledger_tiles WHERE place = 1");
        (await database.SealAsync()).Root.ShouldBe(whole.Root);
    }

    [Fact]
    public async Task Stands_still_over_tables_that_do_not_give_what_was_signed()
    {
        await database.FillAsync(300);
        await database.SealAsync();
        await database.FillAsync(1, "more");
        await database.TamperAsync("UPDATE events.csms_ledger_tiles SET root = sha256(root)");

        var damage = await database.Sealer().SealOnceAsync(CancellationToken.None).ShouldThrowAsync<LedgerDamagedException>();

        damage.Message.ShouldContain("they were changed");
        (await LatestAsync())!.Size.ShouldBe(300);
    }

    [Fact]
    public async Task Leaves_the_ledger_of_another_key_alone_unless_it_was_told_to_follow_it()
    {
        await database.FillAsync(2);
        await database.SealAsync();
        await database.FillAsync(2, "more");
        using var another = LedgerKey.Create();

        (await database.Sealer(another).SealOnceAsync(CancellationToken.None).ShouldThrowAsync<LedgerDamagedException>()).Message.ShouldContain(Sealing.Key.Id);
        (await database.Sealer(another, new() { ReplacesKey = Sealing.Key.Id }).SealOnceAsync(CancellationToken.None)).ShouldBeTrue();

        var latest = (await LatestAsync())!;
        (latest.Size, latest.Origin).ShouldBe((4, Sealing.Origin));
        another.HasSigned(latest.Open()).ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_an_event_that_is_missing_and_goes_on_when_it_comes()
    {
        await database.FillAsync(5);
        await database.TamperAsync("CREATE TABLE kept AS SELECT * FROM events.mt_events WHERE seq_id = 4; DELETE FROM events.mt_events WHERE seq_id = 4");
        (await database.SealAsync()).Size.ShouldBe(3);

        await database.ExecuteAsync("INSERT INTO events.mt_events SELECT * FROM kept");
        (await database.SealAsync()).Size.ShouldBe(5);
    }

    private Task<SealedCheckpoint?> LatestAsync() => new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None);

    private async Task<List<byte[]>> SealedLeavesAsync(long size)
    {
        var ledger = new EventLedger(database.DataSource);
        var leaves = new List<byte[]>();
        for (var place = 0L; place * 256 < size; place++)
        {
            var tile = (await ledger.ReadTileAsync(0, place, (int)Math.Min(256, size - (place * 256)), CancellationToken.None))!;
            leaves.AddRange(tile.Chunk(32));
        }
        return leaves;
    }
}
