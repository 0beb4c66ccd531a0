using Csms.Domain.Bills;
using Csms.EventStore;
using Csms.Host.Reactions;

namespace Csms.Host.Billing;

/// <summary>A day after a stop: bills what still waited for the vehicle to leave.</summary>
internal sealed class ClosingDepartures(BillWork work, TimeProvider clock) : IReaction
{
    public string Name => "closing-departures";

    public IReadOnlyCollection<string> Types { get; } = ["transaction_stopped"];

    /// <summary>The day is over, as it was counted from the recording by the database. By the clock of the node that received the stop, or
    /// by one that was put back since, it may lack a second, and nobody would look again.</summary>
    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        var over = recorded.Metadata.ReceivedAt + Assessment.LongestDeparture;
        await work.BringUpToDateAsync(recorded.StreamId, RowsInTime.Cause(this, recorded, clock), cancellationToken, notBefore: over);
    }
}
