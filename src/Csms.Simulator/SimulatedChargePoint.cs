using System.Collections.Concurrent;
using Csms.Simulator.Connection;
using Csms.Simulator.Files;
using Csms.Simulator.Ledger;
using Csms.Simulator.Settings;
using Csms.Simulator.Transactions;

namespace Csms.Simulator;

/// <summary>
/// A charge point that speaks OCPP 1.6-J over a real WebSocket and behaves as the specification and the field have taught. Two ways to use it: step by
/// step from a test (<see cref="ConnectAsync"/>, <see cref="BootAsync"/>, <see cref="StartAsync"/>, …), or left alone with <see cref="RunAsync"/>, which
/// connects, boots and comes back after every loss.
/// </summary>
public sealed partial class SimulatedChargePoint : IAsyncDisposable
{
    // Guards connectors, transactions and the flags below; never held across an await.
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly Random random;
    private readonly CancellationTokenSource scrapped = new();
    private readonly ConcurrentQueue<Exception> failures = new();

    public SimulatedChargePoint(ChargePointOptions options, AcknowledgementLedger? ledger = null, TimeProvider? timeProvider = null)
    {
        Options = options;
        time = timeProvider ?? TimeProvider.System;
        random = StableRandom.For(options.Seed, options.Identity);
        Ledger = ledger ?? new AcknowledgementLedger();
        Clock = new DeviceClock(time);
        Frames = new FrameLog(options.KeepFrames, time);
        Settings = StandardSettings.For(options.Connectors, options.Kind == ConnectorKind.Dc, options.Settings);
        Connectors = [.. Enumerable.Range(1, options.Connectors).Select(id => new Connector(id, options))];
        whole = new Connector(0, options);
        password = options.Password;
        FirmwareVersion = options.FirmwareVersion;
        Files = options.Files ?? FileTransfer.InEarnest(options.CaFile);
        Log = new DeviceLog(Clock.Now);
    }

    public ChargePointOptions Options { get; }
    public string Identity => Options.Identity;
    public IReadOnlyList<Connector> Connectors { get; }
    public SettingStore Settings { get; }
    public DeviceClock Clock { get; }
    public FrameLog Frames { get; }
    public AcknowledgementLedger Ledger { get; }

    /// <summary>Transaction messages not yet acknowledged.</summary>
    public int QueuedMessages => Queue.Count;

    /// <summary>What went wrong in the background and was not an ordinary loss of connection: bugs of the simulator.</summary>
    public IReadOnlyCollection<Exception> Failures => failures;

    internal TransactionQueue Queue { get; } = new();
    internal TimeProvider Time => time;

    public Connector Connector(int connectorId) => Connectors[connectorId - 1];

    public async ValueTask DisposeAsync()
    {
        await scrapped.CancelAsync();
        StopTimers();
        link?.Abort();
        await serving;
        if (link is { } last) await last.Closed;
        link?.Dispose();
        Certified.Dispose();
        scrapped.Dispose();
    }

    internal Connector? FindConnector(int connectorId) => connectorId >= 1 && connectorId <= Connectors.Count ? Connectors[connectorId - 1] : null;

    /// <summary>Runs what follows from an answer or a timer, on nobody's time.</summary>
    internal void Spawn(Func<CancellationToken, Task> work) => _ = SpawnAsync(work);

    private async Task SpawnAsync(Func<CancellationToken, Task> work)
    {
        try
        {
            // Off the receive loop: the work may itself wait for an answer.
            await Task.Yield();
            await work(scrapped.Token);
        }
        catch (Exception end) when (IsConnectionProblem(end) || scrapped.IsCancellationRequested)
        {
            // The device comes back by itself; what matters is in the queue.
        }
        catch (Exception bug)
        {
            failures.Enqueue(bug);
        }
    }
}
