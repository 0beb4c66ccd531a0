using System.Diagnostics;
using System.Globalization;
using Csms.Bench.Load.Targets;
using Csms.Bench.Load.Traffic;

namespace Csms.Bench.Load;

/// <summary>One run of all scenarios that were asked for, floor and host in turn.</summary>
internal sealed class LoadRun(LoadOptions options, Target bare, Target durable, HostTarget host)
{
    private const int ConnectingAtOnce = 32;
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan ToRest = TimeSpan.FromSeconds(5);
    private readonly Report report = new();

    /// <returns>Whether every answer was right and everything acknowledged is stored.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Report.Line($"{Machine.Description}; generator, servers and PostgreSQL share them");
        await host.RegisterAsync(options.Most, cancellationToken);
        await host.SettleAsync(cancellationToken);
        // First, while nothing else has filled the servers' memory.
        if (options.Has("idle"))
            await IdleAsync(cancellationToken);
        foreach (var workload in (Workload[])[Workload.Heartbeats, Workload.Authorizations, Workload.MeterReports, Workload.Sessions(options.MeterValues)])
        {
            foreach (var connections in options.Has(workload.Name) ? options.Connections : [])
            {
                await CompareAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{workload.Name}, {connections} connections, closed loop, {options.Rounds} x {options.Length.TotalSeconds:0} s"),
                    workload,
                    connections,
                    options.Length,
                    (fleet, length, figures) => fleet.RunClosedAsync(workload, length, figures, cancellationToken),
                    cancellationToken);
            }
        }

        if (options.Has("open"))
        {
            await CompareAsync(
                string.Create(CultureInfo.InvariantCulture, $"open loop, {options.Rate:N0} messages/s from {options.OpenConnections:N0} connections, {options.Rounds} x {options.OpenLength.TotalSeconds:0} s"),
                Workload.Mix,
                options.OpenConnections,
                options.OpenLength,
                (fleet, length, figures) => fleet.RunOpenAsync(Workload.Mix, options.Rate, length, figures, cancellationToken),
                cancellationToken);
        }

        if (options.Has("storm"))
            await StormAsync(cancellationToken);
        return await ReckonAsync(cancellationToken);
    }

    private async Task CompareAsync(
        string title, Workload workload, int connections, TimeSpan length, Func<Fleet, TimeSpan, Figures, Task> run, CancellationToken cancellationToken)
    {
        Target[] targets = [workload.IsStored ? durable : bare, host];
        var fleets = new Fleet[targets.Length];
        var taken = targets.Select(_ => new List<Figures>()).ToArray();
        var lag = new LagWatch(host.ReadLagAsync, TimeSpan.FromSeconds(1));
        (double Frames, double Decisions) lost;
        try
        {
            for (var t = 0; t < targets.Length; t++)
            {
                fleets[t] = await ConnectAsync(targets[t], connections, ConnectingAtOnce, report.Aside(targets[t].Name), cancellationToken);
                await run(fleets[t], options.WarmUp, report.Aside(targets[t].Name));
            }

            lost = await host.ReadLostAsync(cancellationToken);
            for (var round = 0; round < options.Rounds; round++)
            {
                // Who goes first changes with every round.
                for (var turn = 0; turn < targets.Length; turn++)
                {
                    var t = (turn + round) % targets.Length;
                    await targets[t].SettleAsync(cancellationToken);
                    taken[t].Add(await MeasureAsync(targets[t], figures => lag.DuringAsync(targets[t] == host, () => run(fleets[t], length, figures)), cancellationToken));
                }
            }
        }
        finally
        {
            foreach (var fleet in fleets)
                fleet?.Dispose();
        }

        var lostSince = await host.ReadLostAsync(cancellationToken);
        report.Compare(title, targets[0].Name, taken[0], taken[1]);
        Report.Line($"not recorded, of the host's {taken[1].Sum(f => f.Messages):N0} messages: {lostSince.Frames - lost.Frames:N0} frames of the journal, {lostSince.Decisions - lost.Decisions:N0} decisions on Authorize");
        Report.Line($"{lag.Summary}; resident: host {ProcessUsage.Resident(host.Process) / Megabyte:0} MB, its PostgreSQL {ProcessUsage.Private(host.Postmaster) / Megabyte:0} MB beside the shared buffers");
    }

    private async Task StormAsync(CancellationToken cancellationToken)
    {
        foreach (var target in (Target[])[durable, host])
        {
            var figures = new Figures();
            using var fleet = await ConnectAsync(target, options.Storm, options.Storm, figures, cancellationToken);
            report.Storm(target.Name, options.Storm, figures);
        }
    }

    private async Task IdleAsync(CancellationToken cancellationToken)
    {
        var perConnection = new double[2];
        foreach (var (i, target) in ((Target[])[bare, host]).Index())
        {
            var figures = new Figures();
            // A few come and go first, so that what is needed once is not counted.
            (await ConnectAsync(target, ConnectingAtOnce, ConnectingAtOnce, figures, cancellationToken)).Dispose();
            await target.SettleAsync(cancellationToken);
            await Task.Delay(ToRest, cancellationToken);
            var before = ProcessUsage.Resident(target.Process);
            using var fleet = await ConnectAsync(target, options.Idle, ConnectingAtOnce, figures, cancellationToken);
            var cost = ProcessUsage.Seconds(target.Process) + ProcessUsage.Seconds(target.Postmaster);
            await fleet.IdleAsync(options.IdleLength, figures, cancellationToken);
            cost = ProcessUsage.Seconds(target.Process) + ProcessUsage.Seconds(target.Postmaster) - cost;
            var after = ProcessUsage.Resident(target.Process);
            perConnection[i] = (after - before) / (double)options.Idle;
            report.Count(target.Name, figures);
            Report.Line($"idle: {target.Name}: {options.Idle:N0} connections held for {options.IdleLength.TotalSeconds:0} s, {before / Megabyte:0} MB before, {after / Megabyte:0} MB after, {perConnection[i] / 1024:0.0} kB per connection, {cost:0.00} CPU s, {figures.Errors} errors");
        }

        Report.Line($"idle: host {perConnection[1] / perConnection[0]:0.00} times the bare floor's memory per connection");
    }

    private static Task<Fleet> ConnectAsync(Target target, int count, int atOnce, Figures figures, CancellationToken cancellationToken) =>
        Fleet.ConnectAsync(target.Port, count, atOnce, target.Acknowledged, figures, cancellationToken);

    /// <summary>The costs include what follows from the messages when they have been answered.</summary>
    private static async Task<Figures> MeasureAsync(Target target, Func<Figures, Task> run, CancellationToken cancellationToken)
    {
        var figures = new Figures();
        var (stolen, since) = (Machine.StolenSeconds, Stopwatch.StartNew());
        var (server, database, here) = (ProcessUsage.Seconds(target.Process), ProcessUsage.Seconds(target.Postmaster), Environment.CpuUsage.TotalTime.TotalSeconds);
        await run(figures);
        here = Environment.CpuUsage.TotalTime.TotalSeconds - here;
        figures.Stolen = (Machine.StolenSeconds - stolen) / (since.Elapsed.TotalSeconds * Environment.ProcessorCount);
        await target.SettleAsync(cancellationToken);
        var thousands = Math.Max(1, figures.Messages) / 1000.0;
        figures.GeneratorCost = here / thousands;
        figures.ServerCost = (ProcessUsage.Seconds(target.Process) - server) / thousands;
        figures.DatabaseCost = (ProcessUsage.Seconds(target.Postmaster) - database) / thousands;
        return figures;
    }

    private async Task<bool> ReckonAsync(CancellationToken cancellationToken)
    {
        var faults = await host.Acknowledged.CompareAsync(host.Store, cancellationToken);
        Report.Line($"acknowledged by the host: {host.Acknowledged.Summary}; {(faults.Count == 0 ? "each is stored exactly once" : $"{faults.Count} do not agree with what is stored")}");
        foreach (var fault in faults.Take(20))
            Report.Line($"  {fault}");
        report.TellErrors();
        return faults.Count == 0 && report.Errors == 0;
    }
}
