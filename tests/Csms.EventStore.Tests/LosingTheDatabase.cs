using System.Collections.Concurrent;
using System.Diagnostics;
using Csms.Testing;
using Npgsql;

namespace Csms.EventStore.Tests;

public sealed class LosingTheDatabase
{
    [Fact]
    public async Task Loses_nothing_that_was_acknowledged_and_recovers_by_itself()
    {
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await using var store = new PostgresEventStore(database.DataSource);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        using var stop = new CancellationTokenSource();
        var load = new Load(store, stop.Token);
        var writers = Enumerable.Range(0, 32).Select(w => Task.Run(() => load.WriteAsync($"killed-{w}"))).ToArray();
        var reader = Task.Run(() => FollowAsync(store, patience.Token));

        for (var kill = 1; kill <= 2; kill++)
        {
            await UntilAsync(() => load.AcknowledgedSince(kill) >= 500, patience.Token);
            await cluster.KillServerAsync();
            await UntilAsync(() => load.Failures >= 32 * kill, patience.Token);
            await cluster.StartServerAsync();
            load.Recovered(kill);
        }
        await UntilAsync(() => load.AcknowledgedSince(3) >= 500, patience.Token);
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        await store.AppendAsync(Appends.To("end", 0, new { }), patience.Token);

        var feed = await reader;
        feed.Select((recorded, i) => recorded.Sequence - i).Distinct().ShouldBe([1L]);
        feed.Select(recorded => recorded.Id).Distinct().Count().ShouldBe(feed.Count);
        var stored = feed.ToDictionary(recorded => recorded.Id, recorded => recorded.Sequence);
        load.Acknowledged.ShouldAllBe(pair => stored[pair.Key] == pair.Value);
        load.SlowestFailure.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Is_told_to_every_caller()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=/nonexistent;Username=nobody;Database=none");
        await using var store = new PostgresEventStore(nowhere);

        var callers = Enumerable.Range(0, 1000).Select(n => store.AppendAsync(Appends.To("same stream", 0, new { n }), CancellationToken.None)).ToArray();

        foreach (var caller in callers)
            await caller.ShouldThrowAsync<NpgsqlException>();
    }

    [Fact]
    public async Task Is_told_while_the_server_stands_still_before_anybody_tries_to_cancel()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var database = await TestDatabase.CreateInAsync(cluster);
        // To cancel, Npgsql connects once more, for as long as that may take.
        await using var patient = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Timeout = 300 });
        await using var store = new PostgresEventStore(patient);
        await store.AppendAsync(Appends.To("still", 0, new { }), CancellationToken.None);
        var second = Appends.To("still", 1, new { });

        await cluster.PauseAsync();
        try
        {
            await store.AppendAsync(second, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60)).ShouldThrowAsync<NpgsqlException>();
        }
        finally
        {
            await cluster.ResumeAsync();
        }

        // Whether it was stored was not known; whoever asks again finds it there once.
        await store.AppendAsync(second, CancellationToken.None);
        (await store.AllOfAsync("still")).Skip(1).Select(recorded => recorded.Id).ShouldBe([second.Events[0].Id]);
    }

    [Fact]
    public async Task While_nobody_appends_goes_unnoticed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(Appends.To("quiet", 0, new { }), CancellationToken.None);
        await using (var admin = await database.DataSource.OpenConnectionAsync())
        {
            await using var cut = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()", admin);
            await cut.ExecuteNonQueryAsync();
            // The store asks an idle connection whether it lives; a second is idle.
            await using var idle = new NpgsqlCommand("SELECT pg_sleep(1.1)", admin);
            await idle.ExecuteNonQueryAsync();
        }

        (await store.AppendAsync(Appends.To("quiet", 1, new { }), CancellationToken.None)).ShouldBe(new AppendResult.Appended(2, 2));
    }

    private static async Task UntilAsync(Func<bool> condition, CancellationToken patience)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!condition())
            await timer.WaitForNextTickAsync(patience);
    }

    private static async Task<List<RecordedEvent>> FollowAsync(PostgresEventStore store, CancellationToken cancellationToken)
    {
        var seen = new List<RecordedEvent>();
        await foreach (var page in store.FollowFeedAsync(0, 500, cancellationToken))
        {
            seen.AddRange(page);
            if (page[^1].StreamId == "end")
                break;
        }
        return seen;
    }

    /// <summary>Writers that do what a charge point does: ask again with the same fact until it is acknowledged, finding out first whether it was stored.</summary>
    private sealed class Load(PostgresEventStore store, CancellationToken stop)
    {
        private readonly ConcurrentDictionary<int, int> byEra = new();
        private int failures;
        private long slowestFailure;
        private int era = 1;

        public ConcurrentDictionary<Guid, long> Acknowledged { get; } = new();

        public int Failures => Volatile.Read(ref failures);

        public TimeSpan SlowestFailure => TimeSpan.FromTicks(Volatile.Read(ref slowestFailure));

        public int AcknowledgedSince(int since) => byEra.GetValueOrDefault(since);

        public void Recovered(int kill) => Volatile.Write(ref era, kill + 1);

        public async Task WriteAsync(string stream)
        {
            for (long version = 0; !stop.IsCancellationRequested; version++)
            {
                var append = Appends.To(stream, version, new { version });
                while (!await TryStoreAsync(append) && !stop.IsCancellationRequested)
                {
                }
            }
        }

        private async Task<bool> TryStoreAsync(StreamAppend append)
        {
            var clock = Stopwatch.StartNew();
            var started = Volatile.Read(ref era);
            try
            {
                var result = await store.AppendAsync(append, CancellationToken.None);
                // A conflict means that an attempt that seemed to fail was stored: nobody else writes here.
                if (result is AppendResult.Appended appended)
                    Acknowledged[append.Events[0].Id] = appended.LastSequence;
                byEra.AddOrUpdate(started, 1, (_, count) => count + 1);
                return true;
            }
            catch (NpgsqlException)
            {
                Interlocked.Increment(ref failures);
                if (clock.Elapsed.Ticks > Volatile.Read(ref slowestFailure))
                    Volatile.Write(ref slowestFailure, clock.Elapsed.Ticks);
                return false;
            }
        }
    }
}
