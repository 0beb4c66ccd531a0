using System.Diagnostics;
using Csms.Testing;

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
            await using var command = new Npgsql.NpgsqlCommand(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", cut);
            await command.ExecuteNonQueryAsync();
            await RecoverAsync(store);
        }
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
            catch (Npgsql.NpgsqlException) when (attempt < 10)
            {
                // Asked again.
            }
        }
    }
}
