using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Reactions;

namespace Csms.Host.Billing;

/// <summary>When a session starts: freezes what it is priced by.</summary>
internal sealed class OpeningBills(BillWork work, TimeProvider clock) : IReaction
{
    public string Name => "opening-bills";

    public IReadOnlyCollection<string> Types { get; } = ["transaction_started"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (domainEvent is TransactionEvent.Started start)
            await work.OpenAsync(recorded, start, RowsInTime.Cause(this, recorded, clock), cancellationToken, isNew: true);
    }
}
