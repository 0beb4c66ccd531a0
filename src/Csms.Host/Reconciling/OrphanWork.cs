using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Billing;
using Csms.Host.Commands;
using Microsoft.Extensions.Options;

namespace Csms.Host.Reconciling;

/// <summary>Closes a transaction without a stop when it is over. Done again it does nothing.</summary>
internal sealed class OrphanWork(CommandRunner runner, RecordedSessions sessions, IOptions<OrphanOptions> options, TimeProvider clock)
{
    public async Task CloseIfOverAsync(string transactionStream, CancellationToken cancellationToken)
    {
        // What it is judged by is read before it is decided about: a report that comes in between lets it be.
        var events = await sessions.ReadEventsAsync(transactionStream, cancellationToken);
        var own = events.Where(e => e.StreamId == transactionStream).ToList();
        if (CommandRunner.Fold(Streams.Transactions, own) is not Transaction.Running { SupersededBy: null, ClosedBy: null } running)
            return;
        var now = clock.GetUtcNow();
        if (Judge(own, events, running.Start.ConnectorId, now) is not { } reason)
            return;
        var from = new Loaded<Transaction>(running, own[^1].Version);
        var closing = new TransactionCommand.ReportClosing(reason, running.Meter.Reports, options.Value.Billed);
        await runner.RunAsync(Streams.Transactions, transactionStream, closing, new EventMetadata("system", now, CausationId: "policy:orphans"), cancellationToken, from);
    }

    private ClosingReason? Judge(IEnumerable<RecordedEvent> own, IReadOnlyList<RecordedEvent> events, int connectorId, DateTimeOffset now)
    {
        var heardOf = own.Max(ReceivedAt);
        var statuses = from e in events
                       where e.Type == "connector_status_reported"
                       let status = StoredEvents.Read(e.Type, e.Data.Span) as ChargePointEvent.ConnectorStatusReported
                       where status?.ConnectorId == connectorId
                       select (ReceivedAt(e), status!.Status);
        var boots = events.Where(e => e.Type == "charge_point_booted").Select(ReceivedAt);
        return options.Value.Policy.Judge(heardOf, [.. statuses], [.. boots], now);
    }

    private static DateTimeOffset ReceivedAt(RecordedEvent recorded) => recorded.Metadata.ReceivedAt;
}
