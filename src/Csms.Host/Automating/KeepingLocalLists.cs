using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.LocalLists;
using Csms.Host.Reactions;
using Csms.ReadModels;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.LocalLists;
using Microsoft.Extensions.Options;
using Ocpp.Protocol.V16;

namespace Csms.Host.Automating;

/// <summary>When tokens change, or a charge point tells that its list is another one: brings its local list to the registered tokens. A full update
/// that is turned down is not repeated.</summary>
internal sealed partial class KeepingLocalLists(
    Automated automated,
    LocalListSending sending,
    LocalListQueries lists,
    ChargePointQueries chargePoints,
    CallRequests requests,
    PostgresEventStore store,
    IOptions<AutomationOptions> options,
    TimeProvider clock,
    ILogger<KeepingLocalLists> logger) : IReaction
{
    // Their contents are erased five seconds after they were forgotten at the earliest.
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(2);
    private static readonly string[] TokenTypes = ["token_registered", "token_changed", "token_removed", "token_forgotten"];

    public string Name => "keeping-local-lists";

    public IReadOnlyCollection<string> Types { get; } = [.. TokenTypes, "call_answered", "call_failed", "call_timed_out", "connector_status_reported"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (automated.IsTooOld(recorded))
            return;
        switch (domainEvent)
        {
            case TokenEvent:
                await PushToAllAsync(recorded, cancellationToken);
                break;
            case ChargePointEvent.ConnectorStatusReported { ConnectorId: 0, ErrorCode: "LocalListConflict" }:
                await ResolveConflictAsync(recorded, Automated.ChargePointOf(recorded), cancellationToken);
                break;
            case CallEvent when await automated.CallOfAsync(recorded, cancellationToken) is { } call:
                await GoOnAsync(recorded, call, cancellationToken);
                break;
        }
    }

    private async Task PushToAllAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        // Of many changes at once the last one whose time has come speaks for all.
        if (await store.ReadFeedAsync(recorded.Sequence, 1, cancellationToken, TokenTypes) is [var next] && next.Timestamp + options.Value.SettleWindow <= clock.GetUtcNow())
            return;
        await automated.CatchUpAsync(recorded, cancellationToken);
        (IReadOnlyList<ListedToken> Tokens, DateTimeOffset ReadAt) all = ([], DateTimeOffset.MinValue);
        string? after = null;
        do
        {
            var filter = new ChargePointFilter(Registration: nameof(RegistrationPolicy.Accepted), Automation: nameof(Automation.PushLocalList));
            var page = await chargePoints.ListAsync(filter, new PageRequest(after, PageRequest.Most), cancellationToken);
            foreach (var row in page.Items)
            {
                // A person who is forgotten meanwhile must not come back from memory.
                if (clock.GetUtcNow() - all.ReadAt > AtOnce)
                    all = (await sending.AllTokensAsync(cancellationToken), clock.GetUtcNow());
                await PushAsync(recorded, row.ChargePointId, cancellationToken, all.Tokens);
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async Task ResolveConflictAsync(RecordedEvent recorded, string id, CancellationToken cancellationToken)
    {
        if (await automated.FindAsync(recorded, id, cancellationToken, Automation.PushLocalList) is not null && !await ComplainsOfWhatIsNewAsync(id, cancellationToken))
            await PushAsync(recorded, id, cancellationToken);
    }

    private async Task GoOnAsync(RecordedEvent recorded, Call.Ended call, CancellationToken cancellationToken)
    {
        var (request, id) = (call.Request, call.Request.ChargePointId);
        var isUpdate = request.Action == OcppActions.SendLocalList.Name;
        if (!isUpdate && (request.Action != OcppActions.GetLocalListVersion.Name || call.Outcome is not CallEvent.Answered))
            return;
        if (await automated.FindAsync(recorded, id, cancellationToken, Automation.PushLocalList) is null)
            return;
        if (call.Outcome is CallEvent.TimedOut or CallEvent.Failed { Kind: not CallFailure.CallError })
        {
            // Nobody knows whether it arrived: the version tells.
            var version = automated.Ordering(this, recorded, "local list update without an answer");
            await requests.RequestAsync(version.Order(id, OcppActions.GetLocalListVersion, new GetLocalListVersionRequest()), cancellationToken);
        }
        else if (!isUpdate || call.IsAccepted || request.Payload.GetProperty("updateType").GetString() == nameof(UpdateType.Differential))
        {
            if (!await ComplainsOfWhatIsNewAsync(id, cancellationToken))
                await PushAsync(recorded, id, cancellationToken);
        }
    }

    /// <summary>A charge point that reports a conflict with a list it has just been given is not helped by the same list.</summary>
    private async Task<bool> ComplainsOfWhatIsNewAsync(string id, CancellationToken cancellationToken) =>
        await lists.FindAsync(id, cancellationToken) is { Doubt: "conflict", UpdatedAt: { } updatedAt } && updatedAt > clock.GetUtcNow() - options.Value.TooOld;

    private async Task PushAsync(RecordedEvent recorded, string id, CancellationToken cancellationToken, IReadOnlyList<ListedToken>? all = null)
    {
        if ((await lists.FindAsync(id, cancellationToken))?.Supported == false)
            return;
        var ordering = automated.Ordering(this, recorded, "local list") with { Key = $"reaction:{Name}:{recorded.Sequence}:{id}" };
        var (_, rejection) = await sending.SendAsync(id, null, null, ordering, cancellationToken, all);
        if (rejection is not null)
            Log.NotPushed(logger, id, rejection.Reason);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Charge point {ChargePoint}: the local list is not pushed ({Why})")]
        public static partial void NotPushed(ILogger logger, string chargePoint, string why);
    }
}
