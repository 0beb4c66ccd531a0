using System.Globalization;
using Csms.Domain;
using Csms.Domain.Anomalies;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using static Csms.Domain.Anomalies.AnomalyEvent;

namespace Csms.Host.Reconciling;

/// <summary>When something in the record is doubtful: puts it on the list, once; and takes it off when it is none any more.</summary>
internal sealed class FindingAnomalies(CommandRunner runner, RepairSuggestions suggestions, TimeProvider clock) : IReaction
{
    private const int MostKnown = 10_000;

    // A clock that is wrong is wrong in every report: what this process has told already needs no second look.
    private readonly HashSet<(Guid Anomaly, string Flags)> told = [];

    public string Name => "finding-anomalies";

    public IReadOnlyCollection<string> Types { get; } =
    [
        "transaction_started", "transaction_meter_values_reported", "transaction_stopped", "transaction_stop_repeated_differently", "connector_status_reported",
        "meter_values_reported", "unknown_transaction_stopped", "call_had_no_effect", "call_took_effect", "bill_held", "cdr_issued", "nothing_billed",
    ];

    public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        TransactionEvent.Started { Anomalies: { } doubts } => DoubtAsync(recorded, doubts, cancellationToken),
        TransactionEvent.MeterValuesReported { Anomalies: { } doubts } => DoubtAsync(recorded, doubts, cancellationToken),
        TransactionEvent.Stopped { Anomalies: { } doubts } => DoubtAsync(recorded, doubts, cancellationToken),
        TransactionEvent.StopRepeatedDifferently => RepeatedAsync(recorded, cancellationToken),
        // What else is odd about a status shows with the connector.
        ChargePointEvent.ConnectorStatusReported { Anomalies: { } doubts } status => DoubtOfDayAsync(
            recorded, [.. doubts.Where(doubt => AnomalyKinds.Of(doubt) == AnomalyKind.ClockWrong)], status.ConnectorId, cancellationToken),
        ChargePointEvent.MeterValuesReported { Anomalies: { } doubts } values => DoubtOfDayAsync(recorded, doubts, values.ConnectorId, cancellationToken),
        ChargePointEvent.UnknownTransactionStopped stop => StopAsync(recorded, stop, cancellationToken),
        CallEvent => CallAsync(recorded, domainEvent is CallEvent.HadNoEffect, cancellationToken),
        BillEvent.Held held => HeldAsync(recorded, held, cancellationToken),
        // The first word after its opening: it was never held.
        BillEvent when recorded.Version <= 2 => Task.CompletedTask,
        BillEvent => ResolveAsync(AboutBill(Guid.Parse(recorded.StreamId.AsSpan(recorded.StreamId.Length - 36))), recorded, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>One anomaly per kind and transaction, however many reports are like that.</summary>
    private async Task DoubtAsync(RecordedEvent recorded, IReadOnlyList<Anomaly> doubts, CancellationToken cancellationToken)
    {
        foreach (var (kind, flags) in ByKind(doubts))
        {
            var id = FoundAnomaly.IdentityOf($"{kind}/{recorded.StreamId}");
            if (told.Contains((id, flags)) || await StartAsync(recorded.StreamId, cancellationToken) is not { } start)
                continue;
            var found = OfTransaction(kind, recorded, start) with { Flags = flags.Split(',') };
            await FoundAsync(id, found, recorded, cancellationToken);
            Remember(id, flags);
        }
    }

    /// <summary>One anomaly per kind, charge point and day.</summary>
    private async Task DoubtOfDayAsync(RecordedEvent recorded, IReadOnlyList<Anomaly> doubts, int connectorId, CancellationToken cancellationToken)
    {
        foreach (var (kind, flags) in ByKind(doubts))
        {
            var day = recorded.Timestamp.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            var id = FoundAnomaly.IdentityOf($"{kind}/{recorded.StreamId}/{day}");
            if (told.Contains((id, flags)))
                continue;
            var found = new Found(kind, ChargePoint.IdOf(recorded.StreamId), recorded.Sequence, AnomalyRepair.Ignore, connectorId, Flags: flags.Split(','));
            await FoundAsync(id, found, recorded, cancellationToken);
            Remember(id, flags);
        }
    }

    private async Task RepeatedAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (await StartAsync(recorded.StreamId, cancellationToken) is { } start)
        {
            var id = FoundAnomaly.IdentityOf($"{AnomalyKind.StopRepeatedDifferently}/{recorded.StreamId}");
            await FoundAsync(id, OfTransaction(AnomalyKind.StopRepeatedDifferently, recorded, start), recorded, cancellationToken);
        }
    }

    private async Task StopAsync(RecordedEvent recorded, ChargePointEvent.UnknownTransactionStopped stop, CancellationToken cancellationToken)
    {
        var chargePointId = ChargePoint.IdOf(recorded.StreamId);
        var found = new Found(
            AnomalyKind.StopWithoutStart,
            chargePointId,
            recorded.Sequence,
            await suggestions.OfStopAsync(chargePointId, stop, recorded.Sequence, cancellationToken),
            TokenId: stop.TokenId,
            Flags: stop.Anomalies is { } doubts ? [.. doubts.Select(doubt => doubt.ToString())] : null);
        await FoundAsync(FoundAnomaly.IdentityOf($"stop/{recorded.Sequence}"), found, recorded, cancellationToken);
    }

    private async Task CallAsync(RecordedEvent recorded, bool hadNoEffect, CancellationToken cancellationToken)
    {
        var id = FoundAnomaly.IdentityOf($"call/{recorded.StreamId}");
        if (!hadNoEffect)
        {
            await ResolveAsync(id, recorded, cancellationToken);
        }
        else if ((await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State is Call.Ended { Request: { Action: "RemoteStartTransaction" } request })
        {
            await FoundAsync(
                id,
                new(AnomalyKind.RemoteStartWithoutStart, request.ChargePointId, recorded.Sequence, AnomalyRepair.Ignore, CallId: request.CallId),
                recorded,
                cancellationToken);
        }
    }

    private async Task HeldAsync(RecordedEvent recorded, BillEvent.Held held, CancellationToken cancellationToken)
    {
        var session = held.Session;
        var (kind, suggestion) = await suggestions.OfHoldAsync(held, cancellationToken);
        var found = new Found(
            kind, session.ChargePointId, recorded.Sequence, suggestion, session.ConnectorId, session.TransactionId, session.Id, session.TokenId, held.Flags, held.Wh, held.CdrId);
        await FoundAsync(AboutBill(session.Id), found, recorded, cancellationToken);
    }

    private async Task FoundAsync(Guid id, Found found, RecordedEvent recorded, CancellationToken cancellationToken) => await runner.RunAsync(
        Streams.Anomalies, FoundAnomaly.StreamId(id), new AnomalyCommand.ReportFound(found), RowsInTime.Cause(this, recorded, clock), cancellationToken);

    private async Task ResolveAsync(Guid id, RecordedEvent recorded, CancellationToken cancellationToken) => await runner.RunAsync(
        Streams.Anomalies,
        FoundAnomaly.StreamId(id),
        new AnomalyCommand.ReportResolved(recorded.Sequence),
        RowsInTime.Cause(this, recorded, clock),
        cancellationToken);

    private async Task<TransactionEvent.Started?> StartAsync(string streamId, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Transactions, streamId, cancellationToken)).State switch
        {
            Transaction.Running running => running.Start,
            Transaction.Stopped stopped => stopped.Start,
            _ => null,
        };

    private void Remember(Guid id, string flags)
    {
        if (told.Count >= MostKnown)
            told.Clear();
        told.Add((id, flags));
    }

    private static Found OfTransaction(AnomalyKind kind, RecordedEvent recorded, TransactionEvent.Started start) => new(
        kind,
        start.ChargePointId,
        recorded.Sequence,
        AnomalyRepair.Ignore,
        start.ConnectorId,
        start.TransactionId,
        Guid.Parse(recorded.StreamId.AsSpan(recorded.StreamId.Length - 36)),
        start.TokenId);

    private static IEnumerable<(AnomalyKind Kind, string Flags)> ByKind(IReadOnlyList<Anomaly> doubts) =>
        from doubt in doubts
        let kind = AnomalyKinds.Of(doubt)
        where kind is not null
        group doubt by kind.Value into same
        select (same.Key, string.Join(',', same));

    private static Guid AboutBill(Guid session) => FoundAnomaly.IdentityOf($"bill/{session}");
}
