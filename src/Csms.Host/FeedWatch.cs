using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Certificates;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Projecting;

namespace Csms.Host;

/// <summary>Follows the feed on behalf of what this node keeps in memory: open calls, remembered tokens, and sockets that another node took over.</summary>
internal sealed partial class FeedWatch(
    PostgresEventStore store,
    CommandRunner runner,
    CallQueries callQueries,
    OpenCalls openCalls,
    TokenDirectory tokens,
    FollowingCalls following,
    ConnectionRegistry registry,
    RevokedCertificates certificates,
    TimeProvider clock,
    ILogger<FeedWatch> logger) : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly string[] Types =
    [
        .. StoredEvents.All.Where(t => t.ClrType.IsSubclassOf(typeof(CallEvent))).Select(t => t.Type),
        "token_registered", "token_changed", "token_removed", "token_forgotten", "charge_point_connected", "charge_point_removed", "charge_point_settings_changed",
        "certificate_revoked",
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? position = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                position ??= await TakeUpAsync(stoppingToken);
                await foreach (var page in store.FollowFeedAsync(position.Value, PageSize, stoppingToken, Types))
                {
                    foreach (var recorded in page)
                    {
                        await ApplyAsync(recorded, stoppingToken);
                        position = recorded.Sequence;
                    }
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e);
                await Task.Delay(PauseAfterFailure, clock, stoppingToken);
            }
        }
    }

    /// <summary>Calls that were open when this node started, and the place in the feed from which the rest follows.</summary>
    private async Task<long> TakeUpAsync(CancellationToken cancellationToken)
    {
        tokens.ForgetAll();
        var (position, unfinished) = await callQueries.ReadUnfinishedAsync(cancellationToken);
        for (var i = 0; i < unfinished.Count; i++)
        {
            var callId = unfinished[i];
            var loaded = await runner.LoadAsync(Streams.Calls, Call.StreamId(callId), cancellationToken);
            if (loaded.State is Call.Waiting or Call.InFlight)
                openCalls.Add(callId, new OpenCall(loaded, clock.GetUtcNow(), Order: i - unfinished.Count, await CorrelationAsync(callId, cancellationToken)));
        }

        await following.SettleAsync(predecessor: null, cancellationToken);
        return position;
    }

    private async Task<string?> CorrelationAsync(Guid callId, CancellationToken cancellationToken)
    {
        await foreach (var requested in store.ReadStreamAsync(Call.StreamId(callId), cancellationToken))
            return requested.Metadata.CorrelationId;
        return null;
    }

    private async ValueTask ApplyAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        switch (recorded.Decode())
        {
            case CallEvent e:
                openCalls.Apply(
                    IdOf(recorded.StreamId, Call.StreamType), e, recorded.Version, recorded.Sequence, recorded.Timestamp, recorded.Metadata.CorrelationId);
                await following.SettleAsync(e is CallEvent.Requested { Follows: { } first } ? first : IdOf(recorded.StreamId, Call.StreamType), cancellationToken);
                break;
            case Domain.Tokens.TokenEvent.Forgotten:
                // It may be the group that others are remembered with.
                tokens.ForgetAll();
                break;
            case Domain.Tokens.TokenEvent:
                tokens.Forget(IdOf(recorded.StreamId, Domain.Tokens.Token.StreamType));
                break;
            case ChargePointEvent.Connected connected:
                await registry.FenceAsync(ChargePoint.IdOf(recorded.StreamId), connected.Epoch);
                break;
            case ChargePointEvent.Removed or ChargePointEvent.SettingsChanged { Registration: RegistrationPolicy.Rejected }:
                await TurnAwayAsync(ChargePoint.IdOf(recorded.StreamId), cancellationToken);
                break;
            case CertificateEvent.Revoked:
                await certificates.TurnAwayAsync(IdOf(recorded.StreamId, Certificate.StreamType), cancellationToken);
                break;
            case ChargePointEvent.SettingsChanged:
                await registry.TakeSettingsAsync(ChargePoint.IdOf(recorded.StreamId));
                break;
        }
    }

    /// <summary>Ends the socket of a charge point that is still not wanted: the feed may be behind an operator who thought better of it.</summary>
    private async Task TurnAwayAsync(string chargePointId, CancellationToken cancellationToken)
    {
        var state = (await runner.LoadAsync(Streams.ChargePoints, ChargePoint.StreamId(chargePointId), cancellationToken)).State;
        if (state is { Exists: false } or { Registration: RegistrationPolicy.Rejected })
            await registry.EndAsync(chargePointId, DisconnectReason.Removed, "An operator turned this charge point away.");
    }

    private static Guid IdOf(string streamId, string type) => Guid.Parse(streamId.AsSpan(type.Length + 1));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Following the feed failed and is taken up again")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
