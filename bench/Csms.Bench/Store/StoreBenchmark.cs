using System.Diagnostics;
using System.Globalization;
using Csms.EventStore;
using Csms.Testing;

namespace Csms.Bench.Store;

/// <summary>Appends per second against the baseline in the same run, turn and turn about, and events read and folded per second.</summary>
internal static class StoreBenchmark
{
    private const int StreamLength = 10_000;

    public static async Task RunAsync(TimeSpan length, int rounds, int[] writers)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Machine.Description}, {length.TotalSeconds:0} s each, median of {rounds}, fsync on"));
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await MeasureAppendsAsync(cluster, length, rounds, writers);
        await MeasureFoldAsync(cluster, rounds);
    }

    private static async Task MeasureAppendsAsync(PostgresCluster cluster, TimeSpan length, int rounds, int[] writerCounts)
    {
        Console.WriteLine("appends/s, each one event, acknowledged after its commit; x = times a transaction each, y = times a statement each");
        Console.WriteLine($"{"writers",8} {"transaction",12} {"statement",12} {"store",12} {"x",7} {"y",7}");
        foreach (var writers in writerCounts)
        {
            await using var ours = await TestDatabase.CreateInAsync(cluster);
            await using var theirs = await TestDatabase.CreateInAsync(cluster);
            await using var alsoTheirs = await TestDatabase.CreateInAsync(cluster);
            var rates = new List<(double Transaction, double Statement, double Store)>();
            // The first of each warms up the compiler and the tables.
            for (var round = 0; round <= rounds; round++)
            {
                var transaction = await RateAsync(await Baseline.OpenAsync(theirs.DataSource, writers, Baseline.Transaction), writers, length, round);
                var statement = await RateAsync(await Baseline.OpenAsync(alsoTheirs.DataSource, writers, Baseline.Statement), writers, length, round);
                var store = await RateAsync(new GroupCommit(ours.DataSource), writers, length, round);
                if (round > 0)
                    rates.Add((transaction, statement, store));
            }
            var (overTransaction, overStatement) = (Median(rates, r => r.Store / r.Transaction), Median(rates, r => r.Store / r.Statement));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{writers,8} {Median(rates, r => r.Transaction),12:N0} {Median(rates, r => r.Statement),12:N0} {Median(rates, r => r.Store),12:N0} {overTransaction,7:0.00} {overStatement,7:0.00}"));
        }
    }

    /// <summary>Appends per second: every writer has a stream of its own and waits for each commit.</summary>
    private static async Task<double> RateAsync(IAppender appender, int writers, TimeSpan length, int round)
    {
        await using (appender)
        {
            var clock = Stopwatch.StartNew();
            var counts = await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(async () =>
            {
                var n = 0;
                for (; clock.Elapsed < length; n++)
                    await appender.AppendAsync($"transaction-{round}-{w}", n, MeterValues.NewEvent(n));
                return n;
            })));
            return counts.Sum() / clock.Elapsed.TotalSeconds;
        }
    }

    private static async Task MeasureFoldAsync(PostgresCluster cluster, int rounds)
    {
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await using var store = new PostgresEventStore(database.DataSource);
        await store.AppendAsync(
            new StreamAppend("long", "transaction", 0, [.. Enumerable.Range(0, StreamLength).Select(MeterValues.NewEvent)]), CancellationToken.None);
        var rates = new List<double>();
        for (var warmUp = 0; warmUp < 20; warmUp++)
            await FoldAsync(store);
        for (var round = 0; round < rounds * 3; round++)
        {
            var clock = Stopwatch.StartNew();
            await FoldAsync(store);
            rates.Add(StreamLength / clock.Elapsed.TotalSeconds);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read and fold {StreamLength:N0} events: {Median(rates, rate => rate):N0} events/s"));
    }

    private static async Task FoldAsync(PostgresEventStore store)
    {
        var meter = new MeterValues.Meter(0, 0, null);
        await foreach (var recorded in store.ReadStreamAsync("long", CancellationToken.None))
            meter = meter.Evolve(MeterValues.Read(recorded.Data));
        if (meter.Reports != StreamLength)
            throw new InvalidOperationException($"Folded {meter.Reports} events.");
    }

    private static double Median<T>(List<T> measured, Func<T, double> value)
    {
        var sorted = measured.Select(value).Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
