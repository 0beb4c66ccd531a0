using Csms.EventStore;
using Csms.Host.Reactions;

namespace Csms.Host.Billing;

/// <summary>A day after a stop: bills what still waited for the vehicle to leave.</summary>
internal sealed class ClosingDepartures(BillWork work, TimeProvider clock) : IReaction
{
    public string Name => "closing-departures";

    public IReadOnlyCollection<string> Types { get; } = ["transaction_stopped"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) =>
        await work.BringUpToDateAsync(recorded.StreamId, RowsInTime.Cause(this, recorded, clock), cancellationToken);
}
