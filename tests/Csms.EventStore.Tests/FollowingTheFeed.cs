using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

public sealed class FollowingTheFeed(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Filters_by_type_and_pages()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var after = await store.ReadHeadAsync(CancellationToken.None);
        for (var n = 0; n < 30; n++)
            await store.AppendAsync(new("typed", "test", n, [Appends.Event(new { n }, n % 3 == 0 ? "rare" : "common")]), CancellationToken.None);

        var page = await store.ReadFeedAsync(after, 4, CancellationToken.None, ["rare"]);
        page.Select(recorded => recorded.Version).ShouldBe([1, 4, 7, 10]);

        var seen = new List<RecordedEvent>();
        await foreach (var next in store.FollowFeedAsync(after, 4, CancellationToken.None, ["rare", "never"]))
        {
            seen.AddRange(next);
            if (seen.Count == 10)
                break;
        }
        seen.Select(recorded => recorded.Version).ShouldBe(Enumerable.Range(0, 10).Select(n => (n * 3L) + 1));
    }

    [Fact]
    public async Task Finds_rare_events_in_a_history_that_takes_longer_to_look_at_than_a_command_may()
    {
        await using var ownDatabase = await TestDatabase.CreateAsync();
        await using (var store = new PostgresEventStore(ownDatabase.DataSource))
        {
            for (var n = 0; n < 8; n++)
            {
                await store.AppendAsync(new("long", "test", n, [Appends.Event(new { n }, n == 7 ? "rare" : "common")]), CancellationToken.None);
                await using var longer = ownDatabase.DataSource.CreateCommand("UPDATE events.csms_sequence SET last_sequence = last_sequence + 100000");
                await longer.ExecuteNonQueryAsync();
            }
        }

        // An event takes PostgreSQL as long to look at as 100,000 of them.
        await using (var slow = ownDatabase.DataSource.CreateCommand("""
            CREATE FUNCTION look() RETURNS bool LANGUAGE plpgsql VOLATILE COST 0.01 AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN true; END $$;
            ALTER TABLE events.mt_events RENAME TO mt_events_at_rest;
            CREATE VIEW events.mt_events AS SELECT * FROM events.mt_events_at_rest WHERE look()
            """))
            await slow.ExecuteNonQueryAsync();
        var impatient = new NpgsqlConnectionStringBuilder(ownDatabase.ConnectionString) { CommandTimeout = 1, Options = "-c enable_seqscan=off -c enable_bitmapscan=off" };
        await using var dataSource = NpgsqlDataSource.Create(impatient);
        await using var reading = new PostgresEventStore(dataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var pages = reading.FollowFeedAsync(long.MinValue, 10, patience.Token, ["rare"]).GetAsyncEnumerator(patience.Token);

        (await pages.MoveNextAsync()).ShouldBeTrue();
        pages.Current.ShouldHaveSingleItem().Version.ShouldBe(8);
        (await reading.ReadFeedAsync(long.MinValue, 10, patience.Token, ["rare"])).ShouldHaveSingleItem().Version.ShouldBe(8);
    }

    [Fact]
    public async Task Looks_through_a_million_events_for_types_and_tells_how_far_it_came()
    {
        await using var ownDatabase = await TestDatabase.CreateAsync();
        await using var store = new PostgresEventStore(ownDatabase.DataSource);
        await store.AppendAsync(new("far", "test", 0, [Appends.Event(new { }, "common")]), CancellationToken.None);
        await using (var longer = ownDatabase.DataSource.CreateCommand("UPDATE events.csms_sequence SET last_sequence = last_sequence + 1500000"))
            await longer.ExecuteNonQueryAsync();
        await store.AppendAsync(new("far", "test", 1, [Appends.Event(new { }, "rare"), Appends.Event(new { }, "rare"), Appends.Event(new { }, "common")]), CancellationToken.None);

        var (nothing, reached) = await store.LookThroughFeedAsync(0, 10, ["rare"], CancellationToken.None);
        (nothing.Count, reached).ShouldBe((0, 1_000_000));
        var (first, upToFirst) = await store.LookThroughFeedAsync(reached, 1, ["rare"], CancellationToken.None);
        (first.Count, upToFirst).ShouldBe((1, 1_500_002));
        var (second, end) = await store.LookThroughFeedAsync(upToFirst, 10, ["rare"], CancellationToken.None);
        (second.Count, end).ShouldBe((1, 1_500_004));
        (await store.LookThroughFeedAsync(end, 10, ["rare"], CancellationToken.None)).Reached.ShouldBe(end);
    }

    [Fact]
    public async Task Looks_at_no_more_than_a_page_where_there_are_no_statistics_yet()
    {
        await using var ownDatabase = await TestDatabase.CreateAsync();
        await using var store = new PostgresEventStore(ownDatabase.DataSource);
        var common = Enumerable.Range(0, 20_000).Select(n => Appends.Event(new { n }, n % 2 == 0 ? "even" : "odd")).ToArray();
        await store.AppendAsync(new("new", "test", 0, common), CancellationToken.None);
        var looks = await Looks.CountAsync(ownDatabase);

        (await store.ReadFeedAsync(100, 200, CancellationToken.None, ["even"])).Count.ShouldBe(200);
        (await looks.SinceAsync()).ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task Is_woken_by_another_node_long_before_it_would_poll()
    {
        await using var writer = new PostgresEventStore(database.DataSource);
        await using var reader = new PostgresEventStore(database.DataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var pages = reader.FollowFeedAsync(await reader.ReadHeadAsync(CancellationToken.None), 100, patience.Token).GetAsyncEnumerator();

        var latencies = new List<TimeSpan>();
        for (var n = 0; n < 20; n++)
        {
            var next = pages.MoveNextAsync();
            var appended = Stopwatch.StartNew();
            await writer.AppendAsync(Appends.To("waking", n, new { n }), CancellationToken.None);
            (await next).ShouldBeTrue();
            latencies.Add(appended.Elapsed);
        }

        // The poll alone would take half a second in the middle.
        latencies.Order().ElementAt(10).ShouldBeLessThan(TimeSpan.FromMilliseconds(250));
    }

    [Fact]
    public async Task Survives_the_loss_of_every_connection()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var pages = store.FollowFeedAsync(await store.ReadHeadAsync(CancellationToken.None), 100, patience.Token).GetAsyncEnumerator();

        for (var n = 0; n < 3; n++)
        {
            var next = pages.MoveNextAsync();
            await store.AppendAsync(Appends.To("cut", n, new { n }), CancellationToken.None);
            (await next).ShouldBeTrue();
            pages.Current.ShouldHaveSingleItem().Version.ShouldBe(n + 1);
            await using var cut = await database.DataSource.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", cut);
            await command.ExecuteNonQueryAsync();
            await RecoverAsync(store);
        }
    }

    [Fact]
    public async Task Gives_what_this_node_has_stored_as_the_database_has_it()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var after = await store.ReadHeadAsync(CancellationToken.None);
        await using var pages = store.FollowFeedAsync(after, 1000, patience.Token).GetAsyncEnumerator();
        var (followed, stored) = (new List<RecordedEvent>(), new List<RecordedEvent>());

        // A notification may be faster than what is stored is handed over; then it is read from the database. Not every time.
        for (var n = 0; !followed.Zip(stored).Any(each => !each.First.Data.Span.SequenceEqual(each.Second.Data.Span)); n += 20)
        {
            await Task.WhenAll(Enumerable.Range(n, 20).Select(each => AppendSomethingAsync(store, each)));
            stored.AddRange(await store.ReadFeedAsync(after + stored.Count, 1000, CancellationToken.None));
            while (followed.Count < stored.Count && await pages.MoveNextAsync())
                followed.AddRange(pages.Current);
        }

        followed.Select(Told).ShouldBe(stored.Select(Told));
    }

    [Fact]
    public async Task Gives_two_nodes_everything_in_the_order_of_its_commits_while_both_append()
    {
        await using var one = new PostgresEventStore(database.DataSource);
        await using var other = new PostgresEventStore(database.DataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var after = await one.ReadHeadAsync(CancellationToken.None);
        const int Each = 400;
        var followers = new[] { one, other }.Select(store => Task.Run(() => FollowAsync(store, after, 2 * Each, patience.Token))).ToArray();

        await Task.WhenAll(new[] { one, other }.SelectMany(store => Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var n = 0; n < Each / 4; n++)
                await store.AppendAsync(Appends.To($"both {Guid.NewGuid()}", 0, new { writer, n }), CancellationToken.None);
        })));

        var expected = Enumerable.Range(1, 2 * Each).Select(n => after + n).ToArray();
        foreach (var follower in followers)
            (await follower).ShouldBe(expected);
    }

    [Fact]
    public async Task Ends_when_it_is_cancelled()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        using var stop = new CancellationTokenSource();
        await using var pages = store.FollowFeedAsync(await store.ReadHeadAsync(CancellationToken.None), 100, stop.Token).GetAsyncEnumerator();
        var next = pages.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await next.ShouldThrowAsync<OperationCanceledException>();
    }

    /// <summary>Of several kinds: two events, none that fits, with repairs and without, with JSON that PostgreSQL spells in its own way.</summary>
    private static Task AppendSomethingAsync(PostgresEventStore store, int n)
    {
        var metadata = new EventMetadata("test", DateTimeOffset.UtcNow, DateTimeOffset.UnixEpoch.AddHours(n), $"correlation {n}", n % 2 == 0 ? null : $"cause {n}", n % 3 == 0 ? [] : ["Q07"]);
        NewEvent Event(string data) => new(Guid.CreateVersion7(), "mixed", "Test.Mixed, Test", Encoding.UTF8.GetBytes(data), metadata);
        return store.AppendAsync(
            new StreamAppend($"mixed {n}", "test", n % 5 == 0 ? 7 : 0, [Event($$"""{"long name":{{n}},"a":1.50e1,"b":"\u00e4"}"""), Event("{}")]), CancellationToken.None);
    }

    /// <summary>All that an event says, however its JSON is spelled.</summary>
    private static string Told(RecordedEvent recorded) =>
        $"{recorded with { Data = default, Metadata = recorded.Metadata with { Repairs = null } }} {string.Join(',', recorded.Metadata.Repairs ?? ["none"])} {Spelled(JsonNode.Parse(recorded.Data.Span)!.AsObject())}";

    private static string Spelled(JsonObject json) =>
        string.Join(';', json.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"{member.Key}={(member.Value!.GetValueKind() == JsonValueKind.Number ? member.Value.GetValue<decimal>() / 1.000m : member.Value.GetValue<string>())}"));

    private static async Task<long[]> FollowAsync(PostgresEventStore store, long after, int count, CancellationToken cancellationToken)
    {
        var seen = new List<long>();
        await foreach (var page in store.FollowFeedAsync(after, 1000, cancellationToken))
        {
            seen.AddRange(page.Select(recorded => recorded.Sequence));
            if (seen.Count >= count)
                break;
        }

        return [.. seen];
    }

    /// <summary>The first append after the cut may be told that its connection is gone; one of the next gets through by itself. Refused, so that nothing is stored.</summary>
    private static async Task RecoverAsync(PostgresEventStore store)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await store.AppendAsync(Appends.To("never there", 1, new { }), CancellationToken.None)).ShouldBe(new AppendResult.Conflict(0));
                return;
            }
            catch (NpgsqlException) when (attempt < 10)
            {
                // Asked again.
            }
        }
    }
}
