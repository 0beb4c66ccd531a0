using Csms.Simulator.Ledger;
using Csms.Simulator.Transactions;

namespace Csms.Simulator.Fleet;

/// <summary>Many charge points, each with its own life. No thread and no lock is shared between them; a charge point that waits costs a timer.</summary>
public sealed class SimulatorFleet : IAsyncDisposable
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenArrivals = TimeSpan.FromMilliseconds(5);
    private readonly SimulatorOptions options;
    private readonly TimeProvider time;

    public SimulatorFleet(SimulatorOptions options, TimeProvider? timeProvider = null)
    {
        this.options = options;
        time = timeProvider ?? TimeProvider.System;
        Ledger = new AcknowledgementLedger(options.KeepLedger);
        ChargePoints = [.. Enumerable.Range(0, options.Count).Select(index => new SimulatedChargePoint(options.ChargePoint(index), Ledger, time))];
    }

    public IReadOnlyList<SimulatedChargePoint> ChargePoints { get; }
    public AcknowledgementLedger Ledger { get; }

    /// <summary>Runs a fleet for its duration or until cancelled, reports about once a second, and returns how it ended.</summary>
    public static async Task<FleetStatus> RunAsync(SimulatorOptions options, IProgress<FleetStatus>? progress, CancellationToken ct)
    {
        await using var fleet = new SimulatorFleet(options);
        return await fleet.LiveAsync(progress, ct);
    }

    public async Task<FleetStatus> LiveAsync(IProgress<FleetStatus>? progress, CancellationToken ct)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lives = ChargePoints.Select((chargePoint, index) => LiveAsync(chargePoint, index, end.Token)).ToArray();
        var reports = ReportAsync(progress, end.Token);
        try
        {
            await Task.Delay(options.Duration ?? Timeout.InfiniteTimeSpan, time, end.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to stop.
        }

        var last = Status();
        await end.CancelAsync();
        await Task.WhenAll([.. lives, reports]);
        return last;
    }

    public FleetStatus Status() => new(
        ChargePoints.Count,
        ChargePoints.Count(chargePoint => chargePoint.IsConnected),
        ChargePoints.Sum(chargePoint => chargePoint.Connectors.Count(connector => connector.Transaction is not null)),
        Ledger.CountOf(TransactionMessageKind.Start),
        Ledger.CountOf(TransactionMessageKind.MeterValues),
        Ledger.CountOf(TransactionMessageKind.Stop),
        ChargePoints.Sum(chargePoint => chargePoint.QueuedMessages),
        Ledger.AbandonedCount,
        ChargePoints.Sum(chargePoint => chargePoint.Failures.Count),
        ChargePoints.FirstOrDefault(chargePoint => !chargePoint.IsConnected)?.LastProblem?.Message);

    public async ValueTask DisposeAsync()
    {
        foreach (var chargePoint in ChargePoints) await chargePoint.DisposeAsync();
    }

    private async Task LiveAsync(SimulatedChargePoint chargePoint, int index, CancellationToken ct)
    {
        try
        {
            // Not all at once: neither TLS handshakes nor histories.
            await Task.Delay(BetweenArrivals * index, time, ct);
            if (options.HistoryDays > 0) HistoryScript.Tell(chargePoint, options.HistoryDays, options.Tags, StableRandom.For(options.Seed, chargePoint.Identity, -1), options.HistoryDoubts);
            await new LifeScript(chargePoint, options).RunAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The end of the fleet.
        }
        catch (Exception bug)
        {
            chargePoint.Fail(bug);
        }
    }

    private async Task ReportAsync(IProgress<FleetStatus>? progress, CancellationToken ct)
    {
        if (progress is null) return;
        try
        {
            while (true)
            {
                await Task.Delay(BetweenReports, time, ct);
                progress.Report(Status());
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            progress.Report(Status());
        }
    }
}
