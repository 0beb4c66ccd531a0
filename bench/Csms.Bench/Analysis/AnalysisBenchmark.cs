using System.Diagnostics;
using System.Text.RegularExpressions;
using Csms.Bench.Load;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Analysts;
using Csms.ReadModels.Rebuilding;
using Csms.Testing;
using Npgsql;

namespace Csms.Bench.Analysis;

/// <summary><c>analysis</c>: what a year of charging can be asked, against targets.</summary>
internal static partial class AnalysisBenchmark
{
    private const double MostMilliseconds = 200;
    private const double LeastEventsPerSecond = 50_000;
    private const long MostBytes = 200_000_000;

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h"] || AnalysisOptions.Read(args) is not { } options)
        {
            Console.WriteLine(AnalysisOptions.Help);
            return args is ["--help" or "-h"] ? 0 : 2;
        }
        var program = options.Host ?? await LoadCommand.BuildHostAsync(CancellationToken.None);
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await using var store = new PostgresEventStore(database.DataSource);
        await ReadModelSchema.CreateAsync(database.DataSource, CancellationToken.None);
        await AnalystRole.EnsureAsync(database.DataSource, TestDatabase.ApplicationRole, CancellationToken.None);

        var clock = Stopwatch.StartNew();
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        {
            var copy = new EventCopy(connection);
            await new YearOfCharging(copy, options.Sessions).RecordAsync(CancellationToken.None);
            await copy.FinishAsync(CancellationToken.None);
        }
        var head = await store.ReadHeadAsync(CancellationToken.None);
        Console.WriteLine($"{head} events recorded in {clock.Elapsed.TotalSeconds:F0} s");

        var missed = await RebuildAsync(database.DataSource, store, head);
        await using (var settle = database.DataSource.CreateCommand("VACUUM ANALYZE")) await settle.ExecuteNonQueryAsync();
        foreach (var table in (string[])["meter_values", "transactions", "cdrs", "energy_hourly", "connector_state_intervals"])
        {
            await using var count = database.DataSource.CreateCommand($"SELECT count(*) FROM read.{table}");
            Console.WriteLine($"  {table}: {await count.ExecuteScalarAsync()} rows");
        }

        await using var analyst = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = AnalystRole.Name }.ConnectionString);
        Console.WriteLine($"\n{"milliseconds",-52} {"median",8} {"p95",8} {"longest",8}");
        foreach (var question in RestLists.All(database.DataSource, options.Sessions).Concat(Questions(analyst))) missed |= !await MeasureAsync(question, options.Runs);
        foreach (var format in (string[])["csv", "ndjson"]) missed |= !await ExportAsync(program, database.ConnectionString, format);
        return missed ? 1 : 0;
    }

    /// <summary>All read models in one pass over the feed, twice: the first is slower by what the runtime's compiler takes.</summary>
    private static async Task<bool> RebuildAsync(NpgsqlDataSource database, PostgresEventStore store, long head)
    {
        Console.WriteLine($"{"rebuild",-30} {"events/s",9}   processor µs per event of the feed, here + PostgreSQL");
        await using var idle = await database.OpenConnectionAsync();
        var best = Math.Max(await RunAsync("all in one pass, first", Catalog.All), await RunAsync("all in one pass, second", Catalog.All));
        foreach (var model in Catalog.All) await RunAsync(model.Name, [model]);
        return best < LeastEventsPerSecond;

        async Task<double> RunAsync(string name, IReadOnlyList<ReadModel> models)
        {
            var clock = Stopwatch.StartNew();
            var before = ProcessorTime.Now(idle.ProcessID);
            await new Rebuild(database, store).RunAsync(models, progress: null, CancellationToken.None);
            var (used, speed) = (ProcessorTime.Now(idle.ProcessID) - before, head / clock.Elapsed.TotalSeconds);
            Console.WriteLine($"{name,-30} {speed,9:F0}   {used.Here * 1e6 / head,5:F1} + {used.Server * 1e6 / head,5:F1}");
            return speed;
        }
    }

    private static IEnumerable<Question> Questions(NpgsqlDataSource analyst)
    {
        var text = File.ReadAllText(Path.Combine(LoadCommand.Repository(), "docs", "analytics.md"));
        foreach (Match match in Documented().Matches(text))
            yield return new(
                match.Groups["name"].Value,
                async (_, ct) =>
                {
                    await using var command = analyst.CreateCommand(match.Groups["sql"].Value);
                    await using var reader = await command.ExecuteReaderAsync(ct);
                    while (await reader.ReadAsync(ct))
                    {
                    }
                });
    }

    private static async Task<bool> MeasureAsync(Question question, int runs)
    {
        var random = new Random(1);
        var took = new List<double>();
        // Caches are warm, as they are for whoever asks twice.
        for (var run = -3; run < runs; run++)
        {
            var began = Stopwatch.GetTimestamp();
            await question.AskAsync(random, CancellationToken.None);
            if (run >= 0) took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        took.Sort();
        var late = took[(int)Math.Ceiling(0.95 * took.Count) - 1];
        Console.WriteLine($"{question.Name,-52} {took[took.Count / 2],8:F1} {late,8:F1} {took[^1],8:F1}{(late > MostMilliseconds ? "  MISSED" : "")}");
        return late <= MostMilliseconds;
    }

    /// <summary>By the program itself, in a process of its own, whose peak of resident memory counts.</summary>
    private static async Task<bool> ExportAsync(string program, string connectionString, string format)
    {
        var file = Path.Combine(Path.GetTempPath(), $"csms-export-{Environment.ProcessId}.{format}");
        try
        {
            var clock = Stopwatch.StartNew();
            var start = new ProcessStartInfo("dotnet", [program, "export", "meter-values", "--format", format, "--output", file]) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.Environment["ConnectionStrings__Csms"] = connectionString;
            using var process = Process.Start(start)!;
            var said = process.StandardError.ReadToEndAsync();
            var printed = process.StandardOutput.ReadToEndAsync();
            var peak = 0L;
            while (!process.HasExited)
            {
                peak = Math.Max(peak, ProcessUsage.PeakResident(process.Id));
                await Task.Delay(20);
            }
            await printed;
            if (process.ExitCode != 0)
            {
                Console.WriteLine($"export as {format}: ended with {process.ExitCode}: {(await said).Trim()}  MISSED");
                return false;
            }
            Console.WriteLine($"export as {format}: {(await said).Trim()} {clock.Elapsed.TotalSeconds:F1} s, {new FileInfo(file).Length / 1e6:F0} MB, peak of resident memory {peak / 1e6:F0} MB{(peak > MostBytes ? "  MISSED" : "")}");
            return peak is > 0 and <= MostBytes;
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"\*\*(?<name>v1_\w+)\*\*.*?```sql\n(?<sql>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Documented();
}
