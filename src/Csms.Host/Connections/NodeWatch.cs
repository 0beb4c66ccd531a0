using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<string, (long Epoch, DisconnectReason Reason)> unreported = new(StringComparer.Ordinal);
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
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var seen = registry.All.Where(c => c.LastSeen >= reported).Select(c => (c.ChargePointId, c.LastSeen)).ToArray();
        if (seen.Length > 0)
            await rows.SeenAsync(seen, cancellationToken);
        reported = now;

        foreach (var late in unreported)
        {
            await ReportAsync(late.Key, late.Value.Epoch, late.Value.Reason, cancellationToken);
            unreported.TryRemove(late);
        }

        foreach (var (chargePointId, epoch) in await rows.HeartbeatAsync(node.Value, DeadAfter, cancellationToken))
        {
            Log.Orphan(logger, chargePointId, epoch);
            await ReportAsync(chargePointId, epoch, DisconnectReason.NodeLost, cancellationToken);
        }
    }

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
