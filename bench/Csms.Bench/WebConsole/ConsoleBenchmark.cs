using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Csms.Bench.Analysis;
using Csms.Bench.Load;
using Csms.Bench.Load.Targets;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Rebuilding;
using Csms.Testing;
using Npgsql;

namespace Csms.Bench.WebConsole;

/// <summary><c>console</c>: how long each page of the web console takes where there is much to look at.</summary>
internal static class ConsoleBenchmark
{
    /// <summary>Reactions and the closing of orphans: with a past that nobody reacted to they would have a year of work, and the pages be measured beside it.
    /// Whoever holds these locks is the node that does it; here it is nobody.</summary>
    private static readonly string[] Held = ["CSMSREAC", "CSMSSETT", "CSMSFRGT", "CSMSBILL", "CSMSDPRT", "CSMSORPH"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is ["--help" or "-h"] || ConsoleOptions.Read(args) is not { } options)
        {
            Console.WriteLine(ConsoleOptions.Help);
            return args is ["--help" or "-h"] ? 0 : 2;
        }
        using var stop = new CancellationTokenSource();
        var program = options.Host ?? await LoadCommand.BuildHostAsync(stop.Token);
        await using var cluster = await PostgresCluster.StartAsync(durable: true);
        await using var database = await TestDatabase.CreateInAsync(cluster);
        await FillAsync(database, options, stop.Token);

        await using var elsewhere = await database.DataSource.OpenConnectionAsync(stop.Token);
        foreach (var name in Held)
        {
            await using var hold = new NpgsqlCommand("SELECT pg_advisory_lock($1)", elsewhere) { Parameters = { new() { Value = KeyOf(name) } } };
            await hold.ExecuteNonQueryAsync(stop.Token);
        }
        var folder = Directory.CreateTempSubdirectory("csms-console-bench-").FullName;
        try
        {
            return await MeasureAsync(program, folder, database.ConnectionString, options, stop.Token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task FillAsync(TestDatabase database, ConsoleOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        await using var store = new PostgresEventStore(database.DataSource);
        await ReadModelSchema.CreateAsync(database.DataSource, cancellationToken);
        await using (var connection = await database.DataSource.OpenConnectionAsync(cancellationToken))
        {
            var copy = new EventCopy(connection);
            await new YearOfCharging(copy, options.Sessions, options.ChargePoints).RecordAsync(cancellationToken);
            await new PresentMoment(copy, options.ChargePoints, options.Sessions + 1).RecordAsync(cancellationToken);
            await copy.FinishAsync(cancellationToken);
        }
        Console.WriteLine($"{await store.ReadHeadAsync(cancellationToken)} events recorded in {clock.Elapsed.TotalSeconds:F0} s");
        clock.Restart();
        await new Rebuild(database.DataSource, store).RunAsync(Catalog.All, progress: null, cancellationToken);
        await using var settle = database.DataSource.CreateCommand("VACUUM ANALYZE");
        settle.CommandTimeout = 0;
        await settle.ExecuteNonQueryAsync(cancellationToken);
        Console.WriteLine($"read models filled in {clock.Elapsed.TotalSeconds:F0} s");
    }

    private static async Task<int> MeasureAsync(string program, string folder, string database, ConsoleOptions options, CancellationToken cancellationToken)
    {
        var data = Path.Combine(folder, "data");
        var repository = LoadCommand.Repository();
        string[] command = ["dotnet", program, "serve", "--data", data, "--http", "0", "--https", "0"];
        var (child, ready) = await Child.StartAsync(
            command,
            Path.Combine(folder, "host.log"),
            "Ready ",
            cancellationToken,
            ("ConnectionStrings__Csms", database),
            ("Console__Folder", Path.Combine(repository, "src", "Csms.Console", "dist")));
        await using var host = child;
        var url = ready.Split(' ').First(word => word.StartsWith("http://", StringComparison.Ordinal)).TrimEnd('/');
        var key = (await File.ReadAllTextAsync(Path.Combine(data, "admin.key"), cancellationToken)).Trim();
        await SettleAsync(url, key, cancellationToken);

        var script = Path.Combine(repository, "tests", "Csms.Console.Tests", "measuring.mjs");
        using var measuring = Process.Start(new ProcessStartInfo("node", [script, url, key, options.Rounds.ToString(CultureInfo.InvariantCulture)]))!;
        await measuring.WaitForExitAsync(cancellationToken);
        return measuring.ExitCode;
    }

    /// <summary>Until all of it is sealed.</summary>
    private static async Task SettleAsync(string url, string key, CancellationToken cancellationToken)
    {
        using var rest = new HttpClient { BaseAddress = new Uri(url) };
        rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var metrics = new MetricsText(await rest.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken));
            if (metrics.Values("csms_projection_lag_events").Concat(metrics.Values("csms_seal_lag_events")).DefaultIfEmpty(1).All(lag => lag == 0)) break;
            await Task.Delay(500, cancellationToken);
        }
        Console.WriteLine($"sealed in {clock.Elapsed.TotalSeconds:F0} s");
    }

    /// <summary>Eight letters as the number that PostgreSQL locks by.</summary>
    private static long KeyOf(string name) => name.Aggregate(0L, (key, letter) => (key << 8) | letter);
}
