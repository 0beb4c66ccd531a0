using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Microsoft.Extensions.Options;

namespace Csms.Host.Reconciling;

/// <summary>When a later start ends a transaction, and the policy bills such ones: says so.</summary>
internal sealed class BillingOrphans(CommandRunner runner, IOptions<OrphanOptions> options, TimeProvider clock) : IReaction
{
    public string Name => "billing-orphans";

    public IReadOnlyCollection<string> Types { get; } = ["transaction_superseded"];

    public async Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken)
    {
        if (options.Value is not { Enabled: true, Billed: true })
            return;
        var loaded = await runner.LoadAsync(Streams.Transactions, recorded.StreamId, cancellationToken);
        if (loaded.State is not Transaction.Running { ClosedBy: null } running)
            return;
        var closing = new TransactionCommand.ReportClosing(ClosingReason.NextStart, running.Meter.Reports, Billed: true);
        await runner.RunAsync(Streams.Transactions, recorded.StreamId, closing, RowsInTime.Cause(this, recorded, clock), cancellationToken, loaded);
    }
}
