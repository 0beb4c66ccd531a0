using System.Collections.Concurrent;
using System.Net.WebSockets;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;
using Npgsql;

namespace Csms.Host.Connections;

/// <summary>Says that this node lives and which charge points it heard of, and ends the connections of nodes that died.</summary>
internal sealed partial class NodeWatch(
    ConnectionRegistry registry, ConnectionRows rows, CommandRunner runner, NodeName node, TimeProvider clock, ILogger<NodeWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(20);

    // In a row, each with a beat of our own: a database that was away for everybody has killed nobody, and the others need a moment to say so.
    private const int LooksUntilDead = 3;

    // What is told late must not make the next beat late: thousands of ends would, one after another.
    private const int MostOfOneLook = 1000;
    private const int AtOnce = 16;
    private readonly ConcurrentDictionary<string, (long Epoch, DisconnectReason Reason)> unreported = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> silent = new(StringComparer.Ordinal);
    private DateTimeOffset reported;

    /// <summary>The end of a connection of this node that could not be stored: it is, as soon as the database is back. A later end replaces an earlier one.</summary>
    public void ReportLater(string chargePointId, long epoch, DisconnectReason reason) => unreported[chargePointId] = (epoch, reason);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await rows.ForgetNodeAsync(node.Value, cancellationToken);
        }
        catch (NpgsqlException e)
        {
            Log.Failed(logger, e.Message);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whoever cannot say that they live cannot judge who else does not.
                silent.Clear();
                Log.Failed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Looks once, as it does every few seconds.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        // First, and alone: the rest may take its time.
        var sinceLast = await rows.HeartbeatAsync(node.Value, cancellationToken);
        var now = clock.GetUtcNow();
        var seen = registry.All.Where(c => c.LastSeen >= reported || reported > now).Select(c => (c.ChargePointId, c.LastSeen)).ToArray();
        if (seen.Length > 0)
            await rows.SeenAsync(seen, cancellationToken);
        reported = now;

        await AtOnceAsync(
            unreported.Take(MostOfOneLook),
            async (late, cancellation) =>
            {
                await ReportAsync(late.Key, late.Value.Epoch, late.Value.Reason, cancellation);
                unreported.TryRemove(late);
            },
            cancellationToken);

        if (sinceLast > DeadAfter)
            await EndWrittenOffAsync(cancellationToken);
        await EndOfDeadNodesAsync(cancellationToken);
    }

    /// <summary>This node stood still for so long that others told the end of its connections. What they told becomes true: the charge points come back at once, and
    /// everybody knows where they are.</summary>
    private async Task EndWrittenOffAsync(CancellationToken cancellationToken)
    {
        var here = registry.All.ToDictionary(c => c.ChargePointId, StringComparer.Ordinal);
        foreach (var (chargePointId, epoch) in await rows.ListAsync([node.Value], isOpen: false, int.MaxValue, cancellationToken))
        {
            if (here.TryGetValue(chargePointId, out var connection) && connection.Epoch == epoch)
                await connection.EndAsync(DisconnectReason.NodeLost, WebSocketCloseStatus.EndpointUnavailable, "This server stood still; please connect again.");
        }
    }

    private async Task EndOfDeadNodesAsync(CancellationToken cancellationToken)
    {
        var now = await rows.ListSilentAsync(node.Value, DeadAfter, cancellationToken);
        foreach (var back in silent.Keys.Except(now.Select(n => n.Node)).ToArray())
            silent.Remove(back);
        foreach (var (name, hasLeft) in now)
            silent[name] = hasLeft ? LooksUntilDead : silent.GetValueOrDefault(name) + 1;
        var dead = silent.Where(n => n.Value >= LooksUntilDead).Select(n => n.Key).ToArray();
        if (dead.Length == 0)
            return;
        await AtOnceAsync(
            await rows.ListAsync(dead, isOpen: true, MostOfOneLook, cancellationToken),
            (orphan, cancellation) =>
            {
                Log.Orphan(logger, orphan.ChargePointId, orphan.Epoch);
                return ReportAsync(orphan.ChargePointId, orphan.Epoch, DisconnectReason.NodeLost, cancellation);
            },
            cancellationToken);
    }

    private static Task AtOnceAsync<T>(IEnumerable<T> all, Func<T, CancellationToken, Task> report, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, cancellation) => await report(one, cancellation));

    private async Task ReportAsync(string chargePointId, long epoch, DisconnectReason reason, CancellationToken cancellationToken)
    {
        await runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId(chargePointId),
            new ChargePointCommand.ReportDisconnection(epoch, reason),
            new EventMetadata("system", clock.GetUtcNow(), CorrelationId: $"ocpp:{chargePointId}/{epoch}"),
            cancellationToken);
        await rows.CloseAsync(chargePointId, epoch, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Node watch failed and goes on ({Why})")]
        public static partial void Failed(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Information, "Charge point {ChargePoint}: its node died, connection {Epoch} is over")]
        public static partial void Orphan(ILogger logger, string chargePoint, long epoch);
    }
}
