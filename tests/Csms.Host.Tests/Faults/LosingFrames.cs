using System.Collections.Concurrent;
using System.Globalization;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Commands;
using Csms.Host.Tests.Hosting;
using Csms.ReadModels;
using Csms.Testing;

namespace Csms.Host.Tests.Faults;

/// <summary>What of the wire is still known after the host went.</summary>
public sealed class LosingFrames : IAsyncLifetime
{
    private const string Id = "CP-KILLED";
    private static readonly TimeSpan MostLost = TimeSpan.FromSeconds(1);
    private readonly string folder = Directory.CreateTempSubdirectory("csms-frames-").FullName;
    private TestDatabase? database;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(typeof(CsmsApplication).Assembly);
        await ReadModelSchema.CreateAsync(database.DataSource, CancellationToken.None);
        await using var store = new PostgresEventStore(database.DataSource);
        await new CommandRunner(store).RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(Id),
            new ChargePointCommand.RequestRegistration(Id, RegistrationPolicy.Accepted, SecurityProfile: 0),
            new EventMetadata("test", DateTimeOffset.UtcNow),
            CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await database!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Costs_no_more_than_the_last_second_when_the_host_is_killed_and_no_event()
    {
        await using var host = await HostProcess.ServeAsync(folder, database!.ConnectionString, httpPort: 0);
        var answered = await ReportAsync(host, TimeSpan.FromSeconds(3), host.KillAsync);

        var journalled = await FramesAsync();
        var killedAt = answered.KilledAt;
        var safe = answered.Reports.Where(r => r.At < killedAt - MostLost).ToArray();
        safe.ShouldNotBeEmpty();
        foreach (var (id, _) in safe)
            journalled.Count(f => f.Entry.UniqueId == id).ShouldBe(2, id);
        (await StatusesAsync()).ShouldBeGreaterThanOrEqualTo(answered.Reports.Length);
    }

    [Fact]
    public async Task Costs_nothing_when_the_host_is_stopped()
    {
        await using var host = await HostProcess.ServeAsync(folder, database!.ConnectionString, httpPort: 0);
        var answered = await ReportAsync(host, TimeSpan.Zero, async () => await host.TerminateAsync());

        var journalled = await FramesAsync();
        foreach (var (id, _) in answered.Reports)
            journalled.Count(f => f.Entry.UniqueId == id).ShouldBe(2, id);
    }

    /// <summary>Reports one status after the other until the first answer is so old and frames were journalled, and on until the host has gone.</summary>
    private async Task<((string Id, DateTimeOffset At)[] Reports, DateTimeOffset KilledAt)> ReportAsync(HostProcess host, TimeSpan age, Func<Task> mischief)
    {
        var reports = new ConcurrentQueue<(string Id, DateTimeOffset At)>();
        await using var wire = await RawChargePoint.ConnectAsync(new Uri($"ws://127.0.0.1:{host.HttpPort}/ocpp/"), Id);
        using var gone = new CancellationTokenSource();
        var reporting = Task.Run(async () =>
        {
            for (var i = 0; !gone.IsCancellationRequested; i++)
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                var call = wire.CallForFrameAsync("StatusNotification", $$"""{"connectorId":{{i}},"errorCode":"NoError","status":"Available"}""", id);
                if (await Task.WhenAny(call, wire.Closed) != call || !call.IsCompletedSuccessfully)
                    return;
                reports.Enqueue((id, DateTimeOffset.UtcNow));
            }
        });
        await Eventually.BecomesAsync(
            () => FramesAsync(newestFirst: false, 1),
            journalled => journalled.Count > 0 && reports.TryPeek(out var first) && DateTimeOffset.UtcNow - first.At > age,
            TimeSpan.FromSeconds(60));
        var killedAt = DateTimeOffset.UtcNow;
        await mischief();
        await gone.CancelAsync();
        await reporting;
        return ([.. reports], killedAt);
    }

    private Task<List<JournalRow>> FramesAsync() => FramesAsync(newestFirst: false, 1_000_000);

    private Task<List<JournalRow>> FramesAsync(bool newestFirst, int most) => new JournalQueries(database!.DataSource)
        .ListAsync(new JournalFilter(Id, Action: "StatusNotification"), newestFirst, null, most, CancellationToken.None);

    private async Task<int> StatusesAsync()
    {
        await using var store = new PostgresEventStore(database!.DataSource);
        var count = 0;
        await foreach (var recorded in store.ReadStreamAsync(ChargePoint.StreamId(Id), CancellationToken.None))
            count += recorded.Type == "connector_status_reported" ? 1 : 0;
        return count;
    }
}
