using System.Diagnostics;
using System.Globalization;
using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Rebuilding;
using Csms.Testing;

namespace Csms.Bench;

/// <summary><c>projections [events]</c>: how many events per second each read model is rebuilt with, over a history as a network of charge points leaves it:
/// of a hundred events, 93 are meter values with three to six samples. A durable PostgreSQL with the settings of <see cref="PostgresCluster"/>.</summary>
internal static class ProjectionsBenchmark
{
    private const string Help = """
        Records events as a network of charge points leaves them and rebuilds all read models in one pass, then each by itself, both twice.

          dotnet run -c Release --project bench/Csms.Bench -- projections [EVENTS]

          EVENTS  how many are recorded (default 250000)
        """;

    private const int ChargePoints = 64;
    private const int ReportsPerTransaction = 40;
    private static readonly DateTimeOffset Epoch = new(2025, 11, 1, 6, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string[] args)
    {
        var count = 250_000;
        if (args is not [] && (args.Length > 1 || !int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < ChargePoints))
        {
            Console.WriteLine(Help);
            return args is ["--help" or "-h"] ? 0 : 2;
        }

        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await using var store = new PostgresEventStore(database.DataSource);
        await ReadModelSchema.CreateAsync(database.DataSource, CancellationToken.None);

        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, ChargePoints).Select(n => Task.Run(() => RecordAsync(store, n, count / ChargePoints))));
        var head = await store.ReadHeadAsync(CancellationToken.None);
        Console.WriteLine($"{head} events recorded in {clock.Elapsed.TotalSeconds:F1} s");
        await using (var settle = database.DataSource.CreateCommand("VACUUM ANALYZE")) await settle.ExecuteNonQueryAsync();
        await using (var settle = database.DataSource.CreateCommand("CHECKPOINT")) await settle.ExecuteNonQueryAsync();

        await using var idle = await database.DataSource.OpenConnectionAsync();
        // The first round is slower by what the runtime's compiler takes.
        await RebuildAllAsync("first round");
        await RebuildAllAsync("second round");

        await using var samples = database.DataSource.CreateCommand("SELECT count(*) FROM read.meter_values");
        Console.WriteLine($"{await samples.ExecuteScalarAsync()} samples");
        return 0;

        async Task RebuildAllAsync(string round)
        {
            Console.WriteLine($"{round,-14} {"events/s",9}   processor µs per event, here + PostgreSQL");
            await RebuildAsync("all, one pass", Catalog.All);
            foreach (var model in Catalog.All) await RebuildAsync(model.Name, [model]);
        }

        async Task RebuildAsync(string name, IReadOnlyList<ReadModel> models)
        {
            var stages = new Stages();
            var before = ProcessorTime.Now(idle.ProcessID);
            await new Rebuild(database.DataSource, store).RunAsync(models, stages, CancellationToken.None);
            stages.Report(default);
            var used = ProcessorTime.Now(idle.ProcessID) - before;
            Console.WriteLine($"{name,-14} {head / stages.Total,9:F0}   {used.Here * 1e6 / head,5:F1} + {used.Server * 1e6 / head,5:F1}   ({stages})");
        }
    }

    private static async Task RecordAsync(PostgresEventStore store, int number, int count)
    {
        var chargePoint = new Writer(store, $"CP-BENCH-{number:D5}", number);
        await chargePoint.RegisterAsync();
        for (var recorded = 3; recorded < count; recorded += ReportsPerTransaction + 3) await chargePoint.ChargeAsync((number * 100_000) + recorded);
    }

    /// <summary>A charge point that reports once a minute and is plugged in again at once.</summary>
    private sealed class Writer(PostgresEventStore store, string chargePointId, int number)
    {
        private readonly Random random = new(number);
        private DateTimeOffset at = Epoch.AddSeconds(number);
        private long register = 1_000_000;
        private long version;

        public async Task RegisterAsync()
        {
            await AppendAsync(
                $"charge-point-{chargePointId}",
                "charge-point",
                0,
                new ChargePointEvent.Registered(chargePointId, RegistrationPolicy.Accepted, 1),
                new ChargePointEvent.Connected(1, "bench", 1),
                new ChargePointEvent.Booted("Bench", "B1", RegistrationPolicy.Accepted));
            version = 3;
        }

        public async Task ChargeAsync(int transactionId)
        {
            var stream = $"transaction-{Guid.NewGuid():D}";
            var stored = 0L;
            List<object> pending =
                [new TransactionEvent.Started(transactionId, chargePointId, 1, Guid.NewGuid(), register, at, AuthorizationStatus.Accepted)];
            for (var i = 0; i < ReportsPerTransaction; i++)
            {
                at = at.AddSeconds(60);
                register += random.Next(80, 180);
                pending.Add(new TransactionEvent.MeterValuesReported(1, [new(at, Samples(i))]));
                if (pending.Count < 4) continue;
                await AppendAsync(stream, "transaction", stored, [.. pending]);
                stored += pending.Count;
                pending.Clear();
            }
            at = at.AddSeconds(5);
            pending.Add(new TransactionEvent.Stopped(
                register, at, StopReason.EVDisconnected, null, [new(at, [new($"{register}", Context: "Transaction.End")])]));
            await AppendAsync(stream, "transaction", stored, [.. pending]);
            await AppendAsync(
                $"charge-point-{chargePointId}", "charge-point", version++, new ChargePointEvent.ConnectorStatusReported(1, ConnectorStatus.Available, "NoError", at));
        }

        private Sample[] Samples(int i) =>
        [
            new($"{register}", "Energy.Active.Import.Register", "Wh", "Sample.Periodic", null, "Outlet"),
            new($"{random.Next(6_000, 11_000)}.0", "Power.Active.Import", "W", "Sample.Periodic", null, "Outlet"),
            new($"{20 + i}", "SoC", "Percent", "Sample.Periodic", null, "EV"),
            .. Enumerable.Range(1, i % 4).Select(phase =>
                new Sample($"{random.Next(140, 165)}.{phase}", "Current.Import", "A", "Sample.Periodic", $"L{phase}", "Outlet")),
        ];

        private async Task AppendAsync(string stream, string type, long expected, params object[] events)
        {
            var metadata = new EventMetadata($"charge-point:{chargePointId}", at, at, $"c-{at.Ticks}", $"m-{at.Ticks}");
            var result = await store.AppendAsync(
                new(stream, type, expected, [.. events.Select(StoredEvents.Write).Select(e => new NewEvent(Guid.CreateVersion7(), e.Type, e.DotNetType, e.Data, metadata))]),
                CancellationToken.None);
            if (result is not AppendResult.Appended) throw new InvalidOperationException($"{stream} conflicted.");
        }
    }

    /// <summary>Seconds in each stage of a rebuild.</summary>
    private sealed class Stages : IProgress<RebuildProgress>
    {
        private readonly Dictionary<RebuildStage, double> seconds = [];
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private RebuildStage current = RebuildStage.Loading;
        private double since;

        public double Total { get; private set; }

        public void Report(RebuildProgress value)
        {
            lock (seconds)
            {
                Total = clock.Elapsed.TotalSeconds;
                if (value.Stage == current) return;
                seconds[current] = seconds.GetValueOrDefault(current) + Total - since;
                (current, since) = (value.Stage, Total);
            }
        }

        public override string ToString() => string.Join(", ", seconds.Where(s => s.Value >= 0.1).Select(s => $"{s.Key.ToString().ToLowerInvariant()} {s.Value:F2} s"));
    }
}
