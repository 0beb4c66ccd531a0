using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Csms.Host.Tests.Hosting;
using Csms.ReadModels;
using Csms.Simulator.Fleet;
using Csms.Simulator.Transactions;
using Csms.Testing;
using Npgsql;

namespace Csms.Host.Tests.Faults;

/// <summary>A host process over a PostgreSQL of its own, with a wire that can be cut before it and behind it, and charge points that charge.</summary>
internal sealed class Charging : IAsyncDisposable
{
    private const int ChargePoints = 12;
    private readonly string folder = Directory.CreateTempSubdirectory("csms-charging-").FullName;
    private readonly TestDatabase database;
    private int fleets;

    private Charging(PostgresCluster cluster, TestDatabase database) => (Cluster, this.database, Behind) = (cluster, database, FaultyWire.To(cluster.SocketFile));

    public PostgresCluster Cluster { get; }

    public HostProcess Host { get; private set; } = null!;

    /// <summary>Between charge points and host.</summary>
    public FaultyWire Before { get; private set; } = null!;

    /// <summary>Between host and PostgreSQL.</summary>
    public FaultyWire Behind { get; }

    public static async Task<Charging> BeginAsync(PostgresCluster cluster)
    {
        var database = await TestDatabase.CreateInAsync(cluster, typeof(CsmsApplication).Assembly);
        await ReadModelSchema.CreateAsync(database.DataSource, CancellationToken.None);
        var charging = new Charging(cluster, database);
        // A pool as that of the embedded cluster.
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Host = "127.0.0.1",
            Port = charging.Behind.Port,
            MaxPoolSize = 60,
            Timeout = 15,
            SslMode = SslMode.Disable,
        };
        charging.Host = await HostProcess.ServeAsync(charging.folder, at.ConnectionString, httpPort: 0);
        charging.Before = FaultyWire.To(charging.Host.HttpPort);
        return charging;
    }

    public Task<NpgsqlConnection> ConnectAsync() => database.DataSource.OpenConnectionAsync().AsTask();

    /// <summary>Lets charge points charge, does the mischief while they do, lets them charge on until they have plainly recovered, and compares what was acknowledged
    /// with what is stored.</summary>
    public async Task RideOutAsync(Func<Func<Task>, Task> mischief)
    {
        var options = await RegisterAsync($"RIDE{++fleets}-");
        await using var fleet = new SimulatorFleet(options);
        using var end = new CancellationTokenSource();
        var lives = fleet.LiveAsync(null, end.Token);
        Task MoreAsync(int count) => AcknowledgedAsync(fleet, count);
        await MoreAsync(60);
        await mischief(() => MoreAsync(20));
        await MoreAsync(60);
        await end.CancelAsync();
        await lives;

        fleet.ChargePoints.SelectMany(cp => cp.Failures).ShouldBeEmpty();
        fleet.Ledger.AbandonedCount.ShouldBe(0);
        // Connections from before a fault may be dead.
        await using var dataSource = NpgsqlDataSource.Create(database.ConnectionString);
        await using var store = new PostgresEventStore(dataSource);
        (await StoredFacts.ReadAsync(store)).FaultsIn(fleet.Ledger).ShouldBeEmpty();
        await Hosting.Eventually.HoldsAsync(async () => await Host.ReadinessAsync() == 200, "the host is ready again");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Before.DisposeAsync();
        await Behind.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>On a machine that is busy with other tests; how long recovery takes is for the benchmark to say.</summary>
    private static async Task AcknowledgedAsync(SimulatorFleet fleet, int more)
    {
        var wanted = Acknowledged(fleet) + more;
        await Tests.Eventually.BecomesAsync(() => Task.FromResult(fleet.Status()), _ => Acknowledged(fleet) >= wanted, TimeSpan.FromSeconds(120));
    }

    private static long Acknowledged(SimulatorFleet fleet) => Enum.GetValues<TransactionMessageKind>().Sum(fleet.Ledger.CountOf);

    private async Task<SimulatorOptions> RegisterAsync(string prefix)
    {
        await using var store = new PostgresEventStore(database.DataSource);
        var runner = new CommandRunner(store);
        var metadata = new EventMetadata("test", DateTimeOffset.UtcNow);
        await Task.WhenAll(Enumerable.Range(1, ChargePoints).Select(i => runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId($"{prefix}{i:D4}"),
            new ChargePointCommand.RequestRegistration($"{prefix}{i:D4}", RegistrationPolicy.Accepted, SecurityProfile: 0),
            metadata,
            CancellationToken.None)));
        var options = new SimulatorOptions
        {
            Url = new Uri($"ws://127.0.0.1:{Before.Port}/ocpp"),
            IdPrefix = prefix,
            Count = ChargePoints,
            Speed = 600,
            KeepLedger = true,
            LongestReconnectWait = TimeSpan.FromSeconds(2),
            Settings = new Dictionary<string, string>
            {
                ["MeterValueSampleInterval"] = "60",
                ["MessageTimeout"] = "8",
                ["TransactionMessageAttempts"] = "1000",
                ["TransactionMessageRetryInterval"] = "1",
            },
        };
        var idTags = new IdTags(database.DataSource);
        foreach (var idTag in options.Tags)
        {
            var tokenId = await idTags.FindOrAddAsync(idTag, CancellationToken.None);
            await runner.RunAsync(
                Streams.Tokens, Token.StreamId(tokenId), new TokenCommand.RequestRegistration(tokenId, TokenStatus.Accepted), metadata, CancellationToken.None);
        }

        return options;
    }
}
