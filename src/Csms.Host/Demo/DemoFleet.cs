using System.Globalization;
using System.Security.Cryptography;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Csms.Simulator.Fleet;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Csms.Host.Demo;

/// <summary><c>--demo</c>: simulated charge points that connect over real WebSockets, tell the sessions of the last week and live on from there.</summary>
internal sealed partial class DemoFleet(
    CommandRunner runner,
    Credentials credentials,
    IdTags idTags,
    TokenDirectory tokens,
    IServer server,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<DemoFleet> logger) : BackgroundService
{
    private const string Actor = "demo";
    private const string IdPrefix = "DEMO-";
    private const int ChargePoints = 60;
    private const int HistoryDays = 7;

    private static readonly string[] Tags =
    [
        "DEMO-ANNA", "DEMO-BEN", "DEMO-CHLOE", "DEMO-DAVID", "DEMO-EMMA", "DEMO-FINN", "DEMO-GRETA", "DEMO-HUGO", "DEMO-IDA", "DEMO-JONAS", "DEMO-KLARA", "DEMO-LEO",
        "DEMO-MIA", "DEMO-NOAH", "DEMO-OLIVIA", "DEMO-PAUL", "DEMO-RUTH", "DEMO-SAM", "DEMO-TILDA", "DEMO-VICTOR",
    ];

    // Every visitor finds some anomalies to decide on, and does not have to wait for a charge point to get something wrong.
    private const double DoubtfulSessions = 0.02;

    // A session of an hour takes a minute, so that a visitor sees some begin and end.
    private const double Speed = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        var options = Options();
        var isNew = await EnterChargePointsAsync(options.Password!, stoppingToken);
        await Parallel.ForEachAsync(options.Tags, DemoSites.Together(stoppingToken), async (idTag, cancellation) => await EnterTokenAsync(idTag, cancellation));
        if (isNew)
            await DemoSites.EnterAsync(runner, ChargePoints, IdOf, new EventMetadata(Actor, clock.GetUtcNow()), historyFrom: clock.GetUtcNow().AddDays(-HistoryDays - 1), stoppingToken);

        Log.Began(logger, ChargePoints, isNew ? HistoryDays : 0);
        await SimulatorFleet.RunAsync(options with { HistoryDays = isNew ? HistoryDays : 0 }, progress: null, stoppingToken);
    }

    private SimulatorOptions Options() => new()
    {
        Url = Endpoint(),
        Count = ChargePoints,
        IdPrefix = IdPrefix,
        Speed = Speed,

        // Known to this process alone, and only until it ends: nobody else can pose as a demo charge point.
        Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(8)),
        Faults = FaultMix.Parse("offline,broken,power-loss=0.3,duplicate=0.5,lost-answer=0.5,late-stop=0.3,wrong-clock=0.1") with { Every = TimeSpan.FromHours(6) },
        Tags = Tags,
        HistoryDoubts = DoubtfulSessions,
        Settings = new Dictionary<string, string> { ["MeterValueSampleInterval"] = "300" },
    };

    private Uri Endpoint()
    {
        var http = server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(BindingAddress.Parse).First(address => address.Scheme == "http");
        return new Uri($"ws://127.0.0.1:{http.Port}/ocpp");
    }

    /// <returns>Whether they were entered for the first time.</returns>
    private async Task<bool> EnterChargePointsAsync(string password, CancellationToken cancellationToken)
    {
        var entered = 0;
        await Parallel.ForEachAsync(Enumerable.Range(1, ChargePoints), DemoSites.Together(cancellationToken), async (i, cancellation) =>
        {
            var id = IdOf(i);
            await credentials.ReplaceAsync(id, Credentials.BytesOf(password), cancellation);
            var outcome = await runner.RunAsync(
                Streams.ChargePoints,
                ChargePoint.StreamId(id),
                new ChargePointCommand.RequestRegistration(id, RegistrationPolicy.Accepted, SecurityProfile: 1),
                new EventMetadata(Actor, clock.GetUtcNow()),
                cancellation);
            if (outcome.Rejection is null)
                Interlocked.Increment(ref entered);
        });
        return entered > 0;
    }

    private static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{IdPrefix}{number:D4}");

    private async Task EnterTokenAsync(string idTag, CancellationToken cancellationToken)
    {
        var tokenId = await idTags.FindOrAddAsync(idTag, cancellationToken);
        await runner.RunAsync(
            Streams.Tokens,
            Token.StreamId(tokenId),
            new TokenCommand.RequestRegistration(tokenId, TokenStatus.Accepted),
            new EventMetadata(Actor, clock.GetUtcNow()),
            cancellationToken);
        tokens.Forget(tokenId);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Demo: {Count} simulated charge points, {Days} days of history")]
        public static partial void Began(ILogger logger, int count, int days);
    }
}
