using System.Collections.Concurrent;
using System.Diagnostics;
using Csms.Testing;

namespace Csms.EventStore.Tests;

public sealed class Races(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Twenty_writers_at_one_version_make_one_winner_and_nineteen_who_are_told()
    {
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("contested", 0, new { n = 0 }), CancellationToken.None);

        var results = await Task.WhenAll(Enumerable.Range(1, 20)
            .Select(n => Task.Run(() => store.AppendAsync(Appends.To("contested", 1, new { n }), CancellationToken.None))));

        results.Count(result => result is AppendResult.Appended { Version: 2 }).ShouldBe(1);
        results.Count(result => result is AppendResult.Conflict { ActualVersion: 2 }).ShouldBe(19);
        (await store.AllOfAsync("contested")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nodes_that_fight_over_a_stream_lose_no_append_and_double_none()
    {
        var nodes = Enumerable.Range(0, 4).Select(_ => new PostgresEventStore(database.DataSource)).ToArray();

        await Task.WhenAll(nodes.SelectMany((node, i) => Enumerable.Range(0, 4).Select(w => Task.Run(async () =>
        {
            long version = 0;
            for (var n = 0; n < 20;)
            {
                var result = await node.AppendAsync(Appends.To("fought over", version, new { by = $"{i}.{w}.{n}" }), CancellationToken.None);
                (version, n) = result switch
                {
                    AppendResult.Appended appended => (appended.Version, n + 1),
                    AppendResult.Conflict conflict => (conflict.ActualVersion, n),
                    _ => throw new UnreachableException(),
                };
            }
        }))));

        var all = await nodes[0].AllOfAsync("fought over");
        all.Count.ShouldBe(4 * 4 * 20);
        all.Select(recorded => recorded.Version).ShouldBe(Enumerable.Range(1, all.Count).Select(n => (long)n));
        all.Select(recorded => recorded.Json()).Distinct().Count().ShouldBe(all.Count);
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(3, 3)]
    public async Task Sixty_four_writers_leave_no_gap_and_every_reader_sees_every_event_once_in_order(int nodeCount, int seconds)
    {
        var nodes = Enumerable.Range(0, nodeCount).Select(_ => new PostgresEventStore(database.DataSource)).ToArray();
        var start = await nodes[0].ReadHeadAsync(CancellationToken.None);
        var acknowledged = new ConcurrentDictionary<(string Stream, long Version), long>();
        var until = Stopwatch.StartNew();

        var writers = Enumerable.Range(0, 64).Select(w => Task.Run(async () =>
        {
            var (stream, version) = ($"race-{nodeCount}-{w}", 0L);
            while (until.Elapsed < TimeSpan.FromSeconds(seconds))
            {
                var result = await nodes[w % nodeCount].AppendAsync(Appends.To(stream, version, new { w, version }), CancellationToken.None);
                var appended = result.ShouldBeOfType<AppendResult.Appended>();
                version = appended.Version;
                acknowledged[(stream, version)] = appended.LastSequence;
            }
        })).ToArray();

        var readers = nodes.Concat(nodes).Concat(nodes).Take(3).Select(node => Task.Run(() => ReadUntilAsync($"race-{nodeCount}-end", node, start))).ToArray();
        await Task.WhenAll(writers);
        await nodes[0].AppendAsync(Appends.To($"race-{nodeCount}-end", 0, new { end = true }), CancellationToken.None);

        foreach (var seen in await Task.WhenAll(readers))
        {
            seen.Count.ShouldBe(acknowledged.Count + 1);
            for (var i = 0; i < acknowledged.Count; i++)
            {
                seen[i].Sequence.ShouldBe(start + i + 1);
                acknowledged[(seen[i].StreamId, seen[i].Version)].ShouldBe(seen[i].Sequence);
                seen[i].Timestamp.ShouldBeLessThanOrEqualTo(seen[i + 1].Timestamp);
            }
        }
        foreach (var node in nodes)
            await node.DisposeAsync();
    }

    private static async Task<List<RecordedEvent>> ReadUntilAsync(string lastStream, PostgresEventStore store, long after)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var seen = new List<RecordedEvent>();
        await foreach (var page in store.FollowFeedAsync(after, 500, patience.Token))
        {
            seen.AddRange(page);
            if (page[^1].StreamId == lastStream)
                break;
        }
        return seen;
    }
}
