using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using Csms.Bench.Load.Targets;
using Csms.Simulator.Fleet;
using Csms.Testing;
using Npgsql;

namespace Csms.Bench.Faults;

/// <summary>The real host over a PostgreSQL that can be hurt, with a wire that can be hurt on either side.</summary>
internal sealed class FaultSite : IAsyncDisposable
{
    private const int AtOnce = 16;
    private readonly string folder = Directory.CreateTempSubdirectory("csms-faults-").FullName;
    private readonly string program;
    private readonly int port = FreePort();
    private readonly (string Name, string Value)[] environment;
    private Child? host;
    private HttpClient? rest;
    private int starts;

    private FaultSite(PostgresCluster cluster, string program, (string Name, string Value)[] environment)
    {
        (Cluster, this.program, this.environment, Behind) = (cluster, program, environment, FaultyWire.To(cluster.SocketFile));
        Store = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(cluster.AdminConnectionString) { Database = "csms" });
        Before = FaultyWire.To(port);
    }

    public PostgresCluster Cluster { get; }

    /// <summary>Between charge points and host.</summary>
    public FaultyWire Before { get; }

    /// <summary>Between host and PostgreSQL.</summary>
    public FaultyWire Behind { get; }

    /// <summary>To look at what is stored, not by way of the wire.</summary>
    public NpgsqlDataSource Store { get; }

    /// <summary>Sends as an administrator.</summary>
    public HttpClient Rest => rest!;

    public int HostProcess => host!.Id;

    public int Port => port;

    public int TlsPort { get; private set; }

    /// <summary>What a mischief found out that belongs beside its verdict.</summary>
    public string? Remark { get; set; }

    /// <summary>When the last mischief took its cause away; null: when it was over.</summary>
    public long? MendedAt { get; set; }

    public static async Task<FaultSite> BeginAsync(
        PostgresCluster cluster, string program, CancellationToken cancellationToken, params (string Name, string Value)[] environment)
    {
        await using (var admin = NpgsqlDataSource.Create(cluster.AdminConnectionString))
        await using (var create = admin.CreateCommand("CREATE DATABASE csms"))
            await create.ExecuteNonQueryAsync(cancellationToken);
        var site = new FaultSite(cluster, program, environment);
        await site.StartHostAsync(cancellationToken);
        return site;
    }

    public async Task StartHostAsync(CancellationToken cancellationToken)
    {
        var data = Path.Combine(folder, "data");
        string[] command = ["dotnet", program, "serve", "--data", data, "--http", port.ToString(CultureInfo.InvariantCulture), "--https", "0"];
        var database = $"Host=127.0.0.1;Port={Behind.Port};Username=postgres;Database=csms;SSL Mode=Disable;Maximum Pool Size=64";
        (host, var ready) = await Child.StartAsync(
            command, Path.Combine(folder, $"host-{++starts}.log"), "Ready ", cancellationToken, [("ConnectionStrings__Csms", database), .. environment]);
        TlsPort = new Uri(ready.Split(' ').First(word => word.StartsWith("wss://", StringComparison.Ordinal)).Replace("{identity}", "", StringComparison.Ordinal)).Port;
        rest?.Dispose();
        rest = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}"), Timeout = TimeSpan.FromMinutes(2) };
        var key = await File.ReadAllTextAsync(Path.Combine(data, "admin.key"), cancellationToken);
        rest.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Trim());
    }

    public async Task KillHostAsync()
    {
        using (var process = Process.GetProcessById(host!.Id))
            process.Kill();
        await host.DisposeAsync();
    }

    /// <summary>What the host that runs now has logged.</summary>
    public async Task<string> LogAsync()
    {
        await using var file = new FileStream(Path.Combine(folder, $"host-{starts}.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    public Task RegisterAsync(string path, IEnumerable<object> bodies, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (body, cancellation) =>
        {
            using var response = await Rest.PostAsJsonAsync(path, body, cancellation);
            if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.Conflict))
                throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(cancellation)}");
        });

    /// <summary>Charge points of this prefix, known to the host.</summary>
    public async Task<SimulatorOptions> RegisterFleetAsync(string prefix, int count, int speed, CancellationToken cancellationToken)
    {
        var options = new SimulatorOptions
        {
            Url = new Uri($"ws://127.0.0.1:{Before.Port}/ocpp"),
            IdPrefix = prefix,
            Count = count,
            Speed = speed,
            KeepLedger = true,
            LongestReconnectWait = TimeSpan.FromSeconds(5),
            Faults = FaultMix.Parse("lost-answer,duplicate"),
            Settings = new Dictionary<string, string>
            {
                ["MeterValueSampleInterval"] = "60",
                ["MessageTimeout"] = "10",
                ["TransactionMessageAttempts"] = "1000",
                ["TransactionMessageRetryInterval"] = "1",
            },
        };
        await RegisterAsync("/api/v1/charge-points", Enumerable.Range(1, count).Select(i => new { id = $"{prefix}{i:D4}", securityProfile = 0 }), cancellationToken);
        await RegisterAsync("/api/v1/tokens", options.Tags.Select(idTag => new { idTag }), cancellationToken);
        return options;
    }

    /// <summary>Until projections and seals have come to the end of the feed.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var metrics = new MetricsText(await Rest.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken));
            if (metrics.Values("csms_projection_lag_events").DefaultIfEmpty(1).Concat(metrics.Values("csms_seal_lag_events").DefaultIfEmpty(1)).All(lag => lag == 0))
                return;
            await Task.Delay(100, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        rest?.Dispose();
        if (host is not null)
            await host.DisposeAsync();
        await Before.DisposeAsync();
        await Behind.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
