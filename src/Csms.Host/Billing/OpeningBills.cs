using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Reactions;
using Csms.ReadModels.Projecting;

namespace Csms.Host.Billing;

/// <summary>When a session starts: freezes what it is priced by.</summary>
internal sealed class OpeningBills(BillWork work, TimeProvider clock) : IReactionToMany
{
    public string Name => "opening-bills";

    public IReadOnlyCollection<string> Types { get; } = ["transaction_started"];

    public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => ReactAsync([recorded], cancellationToken);

    public Task ReactAsync(IReadOnlyList<RecordedEvent> due, CancellationToken cancellationToken) => work.OpenAsync(
        [
            .. from recorded in due
               let start = recorded.Decode() as TransactionEvent.Started
               where start is not null
               select (recorded, start, RowsInTime.Cause(this, recorded, clock)),
        ],
        cancellationToken);
}
