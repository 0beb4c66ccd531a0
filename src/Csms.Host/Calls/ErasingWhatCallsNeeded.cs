using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;

namespace Csms.Host.Calls;

/// <summary>Erases what a call needed only until it ended, however it ended: the password or the idTags it carried.</summary>
internal sealed class ErasingWhatCallsNeeded(PostgresEventStore store, CommandRunner runner) : IReaction
{
    public string Name => "erasing_what_calls_needed";

    public IReadOnlyCollection<string> Types { get; } = ["call_answered", "call_failed", "call_timed_out", "call_expired", "call_cancelled"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        var call = (await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State;
        if (call is Call.Ended ended && Withheld.NeededUntilTheEnd(ended.Request) is { } contentId)
            await store.EraseContentAsync(contentId, cancellationToken);
    }
}
