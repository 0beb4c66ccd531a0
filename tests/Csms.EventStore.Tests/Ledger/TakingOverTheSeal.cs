using System.Collections.Concurrent;
using Csms.EventStore.Ledger;
using Csms.Testing;

namespace Csms.EventStore.Tests.Ledger;

public sealed class TakingOverTheSeal(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task Happens_when_the_node_that_sealed_is_gone_while_events_go_on_coming()
    {
        using var writing = new CancellationTokenSource();
        await using var store = new PostgresEventStore(database.DataSource);
        var appended = new ConcurrentBag<AppendResult>();
        var writers = Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var version = 0L; !writing.IsCancellationRequested; version++)
                appended.Add(await store.AppendAsync(Appends.To($"writer-{w}", version, new { w, version }), CancellationToken.None));
        })).ToArray();

        // Three nodes; each is ended while it seals, two of them by the loss of their connection.
        using var stop = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, 3).Select(_ => Task.Run(() => database.Sealer().RunAsync(stop.Token))).ToArray();
        for (var killed = 0; killed < 4; killed++)
        {
            var size = await SizeAsync();
            await ReachesAsync(size + 100);
            await database.ExecuteAsync("""
                SELECT pg_terminate_backend(pid) FROM pg_locks
                 WHERE locktype = 'advisory' AND granted AND classid = x'43534D53'::int AND objid = x'5345414C'::int
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """);
        }
        await writing.CancelAsync();
        await Task.WhenAll(writers);
        var head = await store.ReadHeadAsync(CancellationToken.None);
        await ReachesAsync(head);
        await stop.CancelAsync();
        await Task.WhenAll(nodes);

        appended.ShouldAllBe(result => result is AppendResult.Appended);
        var latest = (await new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None))!;
        latest.Size.ShouldBe(head);
        await database.TamperAsync("DELETE FROM events.csms_ledger_tiles; DELETE FROM events.csms_ledger_checkpoints");
        (await database.SealAsync()).Root.ShouldBe(latest.Root);
    }

    private async Task<long> SizeAsync() => (await new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None))?.Size ?? 0;

    private async Task ReachesAsync(long size)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await SizeAsync() < size)
            await timer.WaitForNextTickAsync(deadline.Token);
    }
}
