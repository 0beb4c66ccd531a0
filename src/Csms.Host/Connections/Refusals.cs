using System.Net;
using System.Threading.Channels;
using Csms.Domain.ChargePoints;
using Csms.Domain.SecurityEvents;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Handlers.V16;
using Npgsql;

namespace Csms.Host.Connections;

/// <summary>Puts on record who was turned away at the door, and why (Improved security, A00.FR.323 and 408): the first of a kind at once, the number of those that
/// followed when the hour is over. Nobody at the door waits for it.</summary>
internal sealed partial class Refusals(CommandRunner runner, NodeName node, TimeProvider clock, ILogger<Refusals> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(1);

    // Only first ones come here: a fleet whose certificate has expired overnight fits in.
    private const int MostWaiting = 10_000;
    private readonly RefusalWindows<Kind> windows = new();
    private readonly Channel<(Kind Kind, int Times, string Detail)> first =
        Channel.CreateBounded<(Kind, int, string)>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <param name="chargePointId">A charge point that exists: strangers' names are no kinds, or they could make up as many as they like.</param>
    public void Of(string chargePointId, ConnectionRefusal reason, IPAddress? from, string why) =>
        Take(new Kind(chargePointId, reason, null), $"from {from}: {why}");

    public void OfHandshake(HandshakeRefusal reason, IPAddress? from) => Take(new Kind(null, null, reason), $"from {from}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var closing = CloseAsync(stoppingToken);
        try
        {
            await foreach (var (kind, times, detail) in first.Reader.ReadAllAsync(stoppingToken))
                await StoreAsync(kind, times, detail);
        }
        catch (OperationCanceledException)
        {
            // What was counted so far is told before the host is gone; a host that crashes takes the numbers with it.
            while (first.Reader.TryRead(out var left))
                await StoreAsync(left.Kind, left.Times, left.Detail);
            foreach (var (kind, times, detail) in windows.Close(clock.GetUtcNow(), all: true))
                await StoreAsync(kind, times, detail);
        }

        await closing;
    }

    private async Task CloseAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var counted in windows.Close(clock.GetUtcNow()))
                    await first.Writer.WriteAsync(counted, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Take(Kind kind, string detail)
    {
        var now = clock.GetUtcNow();
        if (!windows.IsFirst(kind, detail, now))
            return;
        LogRefused(kind.ChargePointId ?? "Handshake", kind.Name, detail);
        if (!first.Writer.TryWrite((kind, 1, detail)))
            windows.Return(kind, 1, detail, now);
    }

    private async Task StoreAsync(Kind kind, int times, string detail)
    {
        if (times > 1)
            LogCounted(kind.ChargePointId ?? "Handshakes", kind.Name, times, detail);
        var now = clock.GetUtcNow();
        var metadata = new EventMetadata("system", now);
        // An address may be a person's: it lies where it can be erased (ADR 0007).
        var content = TextBeside.Of(kind.ChargePointId ?? Entrance.StreamType, detail);
        var along = new StoredAlong(Contents: [content]);
        try
        {
            if (kind.ChargePointId is { } chargePoint)
            {
                await runner.RunAsync(
                    Streams.ChargePoints, ChargePoint.StreamId(chargePoint), new ChargePointCommand.ReportRefusedConnection(kind.Connection!.Value, times, content.Id),
                    metadata, CancellationToken.None, along: along);
            }
            else
            {
                await runner.RunAsync(
                    Streams.Entrances,
                    Entrance.StreamId(DateOnly.FromDateTime(now.UtcDateTime)),
                    new EntranceCommand.ReportRefusedHandshakes(kind.Handshake!.Value, node.Value, times, content.Id),
                    metadata,
                    CancellationToken.None,
                    along: along);
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            LogNotStored(e.Message);
            windows.Return(kind, times, detail, now);
        }
    }

    /// <summary>Of whom, and why: one of the two reasons.</summary>
    private sealed record Kind(string? ChargePointId, ConnectionRefusal? Connection, HandshakeRefusal? Handshake)
    {
        public string Name => Connection?.ToString() ?? Handshake.ToString()!;
    }

    [LoggerMessage(1, LogLevel.Warning, "{Who} refused: {Reason}, {Detail}. More of the kind are counted and told within the hour")]
    private partial void LogRefused(string who, string reason, string detail);

    [LoggerMessage(2, LogLevel.Warning, "{Who} refused: {Reason}, {Times} times within an hour, the last {Detail}")]
    private partial void LogCounted(string who, string reason, int times, string detail);

    [LoggerMessage(3, LogLevel.Warning, "Refused connections could not be put on record yet ({Why})")]
    private partial void LogNotStored(string why);
}
