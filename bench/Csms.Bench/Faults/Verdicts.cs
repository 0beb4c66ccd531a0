using System.Diagnostics;
using System.Globalization;
using Csms.EventStore;
using Csms.Host.Tests.Faults;
using Csms.Simulator.Fleet;
using Csms.Simulator.Transactions;

namespace Csms.Bench.Faults;

/// <summary>How each fault was ridden out, a line each.</summary>
internal sealed class Verdicts(FaultOptions options)
{
    private const double Megabyte = 1 << 20;

    // Resident memory is a matter of taste of the collector; what leaks in a fault is more than this when it is repeated.
    private const double MostGrowth = 1.5;
    private const double FreeMegabytes = 100;
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private int fleets;

    public bool AllSurvived { get; private set; } = true;

    /// <summary>Charge, break, charge on, reckon.</summary>
    public async Task RideOutAsync(FaultSite site, string fault, Func<Task> mischief, CancellationToken cancellationToken)
    {
        if (fleets == 0)
            Console.WriteLine("| fault | acknowledged | recovered after | host's memory (MB) | verdict |\n|---|---|---|---|---|");
        var chargePoints = options.ChargePoints;
        await using var fleet = new SimulatorFleet(await site.RegisterFleetAsync($"FAULT{++fleets}-", chargePoints, options.Speed, cancellationToken));
        (site.Remark, site.MendedAt) = (null, null);
        var began = Stopwatch.GetTimestamp();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lives = fleet.LiveAsync(null, end.Token);
        var wrong = new List<string>();
        await AcknowledgedAsync(fleet, chargePoints * 5, cancellationToken);
        var before = ProcessUsage.Resident(site.HostProcess) / Megabyte;
        await using var watch = new HostWatch(site);
        try
        {
            await mischief().WaitAsync(cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Too much for the host, or for the one who did it: the other faults come all the same.
            wrong.Add(e.Message);
        }

        var since = site.MendedAt ?? Stopwatch.GetTimestamp();
        if (!await AcknowledgedAsync(fleet, chargePoints, cancellationToken) || !await AllConnectedAsync(fleet, cancellationToken))
            wrong.Add("it did not go on");
        var recovered = Stopwatch.GetElapsedTime(since);
        if (recovered > Recovery)
            wrong.Add("too late");
        await AcknowledgedAsync(fleet, chargePoints * 3, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        await watch.StopAsync();
        await end.CancelAsync();
        await lives;

        wrong.AddRange(fleet.ChargePoints.SelectMany(cp => cp.Failures).Select(failure => $"a charge point met {failure.Message}").Take(3));
        if (fleet.Ledger.AbandonedCount > 0)
            wrong.Add($"{fleet.Ledger.AbandonedCount} messages given up");
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken))
        {
            patience.CancelAfter(Patience);
            await site.SettleAsync(patience.Token);
        }

        await using (var store = new PostgresEventStore(site.Store))
            wrong.AddRange((await StoredFacts.ReadAsync(store)).FaultsIn(fleet.Ledger).Take(5));
        var after = ProcessUsage.Resident(site.HostProcess) / Megabyte;
        if (after > (before * MostGrowth) + FreeMegabytes)
            wrong.Add("memory did not come back");
        if (watch.Grew)
            wrong.Add("memory grows");
        AllSurvived &= wrong.Count == 0;
        var remarks = string.Join("; ", new[] { site.Remark, watch.Summary }.Where(remark => remark is not null));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {fault} | {Count(fleet):N0} ({Count(fleet) / seconds:0}/s) | {recovered.TotalSeconds:0.0} s | {before:0} before, {watch.Most:0} at most, {after:0} after | {(wrong.Count == 0 ? "survived" : "**not survived**: " + string.Join("; ", wrong))}{(remarks.Length > 0 ? ". " : "")}{remarks} |"));
    }

    private static async Task<bool> AcknowledgedAsync(SimulatorFleet fleet, long more, CancellationToken cancellationToken)
    {
        var wanted = Count(fleet) + more;
        for (var since = Stopwatch.GetTimestamp(); Count(fleet) < wanted; await Task.Delay(50, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                return false;
        }

        return true;
    }

    private static async Task<bool> AllConnectedAsync(SimulatorFleet fleet, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.GetTimestamp(); fleet.Status() is var now && now.Connected < now.ChargePoints; await Task.Delay(50, cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(since) > Patience)
                return false;
        }

        return true;
    }

    private static long Count(SimulatorFleet fleet) => Enum.GetValues<TransactionMessageKind>().Sum(fleet.Ledger.CountOf);
}
