using System.Net;
using System.Net.Sockets;
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

/// <summary>Fifty charge points charge while something is killed; afterwards what was acknowledged is compared with what is stored.</summary>
public sealed class LosingNothing : IAsyncLifetime
{
    private const int ChargePoints = 50;
    private readonly string folder = Directory.CreateTempSubdirectory("csms-faults-").FullName;
    private readonly int port = FreePort();
    private PostgresCluster? cluster;
    private TestDatabase? database;

    public async Task InitializeAsync()
    {
        cluster = await PostgresCluster.StartAsync(durable: true);
        database = await TestDatabase.CreateInAsync(cluster, typeof(CsmsApplication).Assembly);
        await ReadModelSchema.CreateAsync(database.DataSource, CancellationToken.None);
        await using var store = new PostgresEventStore(database.DataSource);
        var runner = new CommandRunner(store);
        await Task.WhenAll(Enumerable.Range(1, ChargePoints).Select(i => runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId($"SIM-{i:D4}"),
            new ChargePointCommand.RequestRegistration($"SIM-{i:D4}", RegistrationPolicy.Accepted, SecurityProfile: 0),
            new EventMetadata("test", DateTimeOffset.UtcNow),
            CancellationToken.None)));
        var idTags = new IdTags(database.DataSource);
        foreach (var idTag in Options().Tags)
        {
            var tokenId = await idTags.FindOrAddAsync(idTag, CancellationToken.None);
            await runner.RunAsync(
                Streams.Tokens,
                Token.StreamId(tokenId),
                new TokenCommand.RequestRegistration(tokenId, TokenStatus.Accepted),
                new EventMetadata("test", DateTimeOffset.UtcNow),
                CancellationToken.None);
        }
    }

    public async Task DisposeAsync()
    {
        await database!.DisposeAsync();
        await cluster!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task When_the_host_is_killed_and_started_again()
    {
        var host = await ServeAsync();
        try
        {
            await using var fleet = Fleet();
            await RunAsync(fleet, async () =>
            {
                await host.KillAsync();
                await host.DisposeAsync();
                host = await ServeAsync();
            });
            await ShouldHaveStoredAsync(fleet);
        }
        finally
        {
            // A host that a failed test left behind would serve for ever.
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task When_PostgreSQL_is_killed_and_started_again()
    {
        await using var host = await ServeAsync();
        await using var fleet = Fleet();
        await RunAsync(fleet, async () =>
        {
            await cluster!.KillServerAsync();
            (await host.ReadinessAsync()).ShouldBe(503);
            await cluster.StartServerAsync();
        });

        await ShouldHaveStoredAsync(fleet);
    }

    /// <summary>Lets the fleet charge, does the mischief, and lets it charge on until it has plainly recovered.</summary>
    private static async Task RunAsync(SimulatorFleet fleet, Func<Task> mischief)
    {
        using var end = new CancellationTokenSource();
        var lives = fleet.LiveAsync(null, end.Token);
        await AcknowledgedAsync(fleet, 300);
        await mischief();
        await AcknowledgedAsync(fleet, Acknowledged(fleet) + 300);
        await end.CancelAsync();
        await lives;
        fleet.ChargePoints.SelectMany(cp => cp.Failures).ShouldBeEmpty();
    }

    private async Task ShouldHaveStoredAsync(SimulatorFleet fleet)
    {
        // Connections from before the kill are dead.
        await using var dataSource = NpgsqlDataSource.Create(database!.ConnectionString);
        await using var store = new PostgresEventStore(dataSource);
        (await StoredFacts.ReadAsync(store)).FaultsIn(fleet.Ledger).ShouldBeEmpty();
        fleet.Ledger.AbandonedCount.ShouldBe(0);
    }

    private static long Acknowledged(SimulatorFleet fleet) => Enum.GetValues<TransactionMessageKind>().Sum(fleet.Ledger.CountOf);

    private static Task AcknowledgedAsync(SimulatorFleet fleet, long count) =>
        Eventually.BecomesAsync(() => Task.FromResult(fleet.Status()), _ => Acknowledged(fleet) >= count, TimeSpan.FromSeconds(120));

    private SimulatorFleet Fleet() => new(Options());

    private SimulatorOptions Options() => new()
    {
        Url = new Uri($"ws://127.0.0.1:{port}/ocpp"),
        Count = ChargePoints,
        Speed = 600,
        KeepLedger = true,
        Faults = FaultMix.Parse("lost-answer,duplicate"),
        Settings = new Dictionary<string, string>
        {
            ["MeterValueSampleInterval"] = "60",
            ["TransactionMessageAttempts"] = "100",
            ["TransactionMessageRetryInterval"] = "1",
        },
    };

    private Task<HostProcess> ServeAsync() => HostProcess.ServeAsync(folder, database!.ConnectionString, port);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
