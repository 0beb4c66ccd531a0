using System.Diagnostics;
using System.Globalization;
using Csms.Bench.Store;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Csms.Bench.Ledger;

/// <summary>What sealing costs the appends, turn and turn about; then proofs, an export and its verification over a large ledger.</summary>
internal static class LedgerBenchmark
{
    private const int Writers = 64;
    private const int EventsPerStream = 40;

    public static async Task RunAsync(TimeSpan length, int rounds, int events)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Machine.Description}, {length.TotalSeconds:0} s each, median of {rounds}, fsync on"));
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await MeasureAppendsAsync(cluster, length, rounds);
        await MeasureLargeAsync(cluster, events);
    }

    private static async Task MeasureAppendsAsync(PostgresCluster cluster, TimeSpan length, int rounds)
    {
        await using var plain = await TestDatabase.CreateInAsync(cluster);
        await using var withLedger = await TestDatabase.CreateInAsync(cluster);
        var measured = new List<(Rate Plain, Rate Sealed)>();
        Console.WriteLine("  appends/s without and with sealing, ratio; processor time per append without and with, ratio");
        // The first of each warms up the compiler and the tables; who goes first changes with every round.
        for (var round = 0; round <= rounds; round++)
        {
            var sealedFirst = round % 2 == 0 ? await SealedRateAsync(withLedger, length, round) : default;
            var without = await RateAsync(plain, length, round);
            var with = round % 2 == 0 ? sealedFirst : await SealedRateAsync(withLedger, length, round);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {without.PerSecond,10:N0} {with.PerSecond,10:N0} {with.PerSecond / without.PerSecond,6:0.000} {without.Processor,8:0.0} µs {with.Processor,8:0.0} µs {with.Processor / without.Processor,6:0.000}{(round == 0 ? "  (warming up)" : "")}"));
            if (round > 0)
                measured.Add((without, with));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Writers} writers: {Median(measured, m => m.Plain.PerSecond):N0} appends/s without sealing, {Median(measured, m => m.Sealed.PerSecond):N0} with it, ratio {Median(measured, m => m.Sealed.PerSecond / m.Plain.PerSecond):0.000}; processor time ratio {Median(measured, m => m.Sealed.Processor / m.Plain.Processor):0.000}"));
    }

    /// <param name="Processor">Microseconds per append, here and in PostgreSQL: says more than the clock where others use the machine too.</param>
    private readonly record struct Rate(double PerSecond, double Processor);

    private static async Task<Rate> SealedRateAsync(TestDatabase database, TimeSpan length, int round)
    {
        using var key = LedgerKey.Create();
        var before = await new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var settings = new SealerSettings { ReplacesKey = before is null ? null : Convert.ToHexStringLower(before.Open().Signatures[0].KeyId) };
        var sealing = new Sealer(database.DataSource, key, settings, TimeProvider.System, NullLogger<Sealer>.Instance).RunAsync(stop.Token);
        var rate = await RateAsync(database, length, round);
        var clock = Stopwatch.StartNew();
        await using var head = database.DataSource.CreateCommand("SELECT max(seq_id) FROM events.mt_events");
        var recorded = (long)(await head.ExecuteScalarAsync())!;
        while ((await new EventLedger(database.DataSource).ReadLatestAsync(CancellationToken.None))?.Size < recorded)
            await Task.Delay(20);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  sealed to the last event {clock.Elapsed.TotalSeconds:0.0} s after it"));
        await stop.CancelAsync();
        await sealing;
        return rate;
    }

    private static async Task<Rate> RateAsync(TestDatabase database, TimeSpan length, int round)
    {
        await using var appender = new GroupCommit(database.DataSource);
        await using var idle = await database.DataSource.OpenConnectionAsync();
        var before = ProcessorTime.Now(idle.ProcessID);
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, Writers).Select(w => Task.Run(async () =>
        {
            var n = 0;
            for (; clock.Elapsed < length; n++)
                await appender.AppendAsync($"transaction-{round}-{w}", n, MeterValues.NewEvent(n));
            return n;
        })));
        var (rate, used) = (counts.Sum() / clock.Elapsed.TotalSeconds, ProcessorTime.Now(idle.ProcessID) - before);
        return new Rate(rate, (used.Here + used.Server) * 1e6 / counts.Sum());
    }

    private static async Task MeasureLargeAsync(PostgresCluster cluster, int events)
    {
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await FillAsync(database.DataSource, events);
        using var key = LedgerKey.Create();
        await using var idle = await database.DataSource.OpenConnectionAsync();
        var before = ProcessorTime.Now(idle.ProcessID);
        var clock = Stopwatch.StartNew();
        await new Sealer(database.DataSource, key, new(), TimeProvider.System, NullLogger<Sealer>.Instance).SealOnceAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sealing {events:N0} events at once: {events / clock.Elapsed.TotalSeconds:N0} events/s"));
        var used = ProcessorTime.Now(idle.ProcessID) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  processor time per event: {used.Here * 1e6 / events:0.00} µs here, {used.Server * 1e6 / events:0.00} µs in PostgreSQL"));

        var ledger = new EventLedger(database.DataSource);
        var random = new Random(1);
        var times = new List<double>();
        for (var n = -100; n < 2000; n++)
        {
            var sequence = random.Next(1, events + 1);
            clock.Restart();
            await ledger.ProveInclusionAsync(sequence, events, CancellationToken.None);
            if (n >= 0)
                times.Add(clock.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"inclusion proof in {events:N0} events: median {times[times.Count / 2]:0.00} ms, 99th percentile {times[times.Count * 99 / 100]:0.00} ms, longest {times[^1]:0.00} ms"));

        var path = Path.GetTempFileName();
        try
        {
            clock.Restart();
            await using (var file = File.Create(path))
                await new ExportWriter(database.DataSource).WriteAsync(file, new(), progress: null, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"export: {events / clock.Elapsed.TotalSeconds:N0} events/s, {new FileInfo(path).Length / (double)events:0} bytes per event"));
            for (var round = 0; round < 3; round++)
            {
                await using var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });
                using var published = LedgerKey.FromPem(key.PublicPem());
                before = ProcessorTime.Now(idle.ProcessID);
                clock.Restart();
                var verdict = await new ExportVerifier([published]).VerifyAsync(file, progress: null, CancellationToken.None);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"verify: {events / clock.Elapsed.TotalSeconds:N0} events/s, {(ProcessorTime.Now(idle.ProcessID) - before).Here * 1e6 / events:0.00} µs of processor time per event, {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} MB held; {verdict.Kind}"));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>As if they had been appended, in one statement.</summary>
    private static async Task FillAsync(NpgsqlDataSource dataSource, int events)
    {
        var example = MeterValues.NewEvent(1);
#pragma warning disable CA2100 // Numbers of this program.
        await using var command = dataSource.CreateCommand($$"""
            INSERT INTO events.mt_streams (id, type, version) SELECT 'transaction-' || n, 'transaction', {{EventsPerStream}} FROM generate_series(0, {{(events / EventsPerStream) - 1}}) n;
            INSERT INTO events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, mt_dotnet_type, correlation_id, causation_id, headers)
            SELECT n + 1, gen_random_uuid(), 'transaction-' || n / {{EventsPerStream}}, 1 + n % {{EventsPerStream}}, jsonb_set($1, '{connectorId}', to_jsonb(n)), $2,
                   '2026-01-01'::timestamptz + n * interval '1 ms', $3, $4, $5, '{"actor": "charge-point:CP0001", "receivedAt": "2026-01-02T03:04:05Z"}'
              FROM generate_series(0, {{events - 1}}) n;
            ANALYZE events.mt_events;
            """.Replace("$1", $"'{System.Text.Encoding.UTF8.GetString(example.Data.Span)}'::jsonb", StringComparison.Ordinal)
            .Replace("$2", $"'{example.Type}'", StringComparison.Ordinal).Replace("$3", $"'{example.DotNetType}'", StringComparison.Ordinal)
            .Replace("$4", $"'{example.Metadata.CorrelationId}'", StringComparison.Ordinal).Replace("$5", $"'{example.Metadata.CausationId}'", StringComparison.Ordinal));
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    private static double Median<T>(List<T> measured, Func<T, double> value)
    {
        var sorted = measured.Select(value).Order().ToArray();
        return sorted[(sorted.Length - 1) / 2];
    }
}
