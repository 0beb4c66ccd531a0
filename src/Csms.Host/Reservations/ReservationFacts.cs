using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Reservations;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.Host.Storage;
using Csms.ReadModels;
using Csms.ReadModels.Reservations;
using Ocpp.Protocol.V16;

namespace Csms.Host.Reservations;

/// <summary>Tells reservations what happened: the answers to ReserveNow and CancelReservation, starts, and what connectors report.</summary>
internal sealed class ReservationFacts(
    CommandRunner runner, ReservationQueries reservations, CallPayloads payloads, IdTags idTags, RowsInTime rows, TimeProvider clock) : IReaction
{
    private const int MostOfANumber = 10;
    private static readonly ReadModel[] Read = [Catalog.Find("reservations")!];
    private readonly QuietChargePoints quiet = new();
    private long told;

    public string Name => "reservations";

    public IReadOnlyCollection<string> Types { get; } = ["call_requested", "call_answered", "transaction_started", "connector_status_reported"];

    public void Begin() => quiet.Forget();

    public bool Wants(RecordedEvent recorded, object domainEvent)
    {
        switch (domainEvent)
        {
            case CallEvent.Requested call:
                if (call.Action == "ReserveNow")
                    quiet.Ask(call.ChargePointId, recorded.Sequence);
                return false;
            case TransactionEvent.Started start:
                return start.ReservationId is not null || !quiet.Contains(start.ChargePointId);
            case ChargePointEvent.ConnectorStatusReported report:
                return MayConcern(report.Status) && !quiet.Contains(ChargePoint.IdOf(recorded.StreamId));
            default:
                return true;
        }
    }

    public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => domainEvent switch
    {
        CallEvent.Answered => AnswerAsync(recorded, cancellationToken),
        TransactionEvent.Started start => StartAsync(recorded, start, cancellationToken),
        ChargePointEvent.ConnectorStatusReported report => StatusAsync(recorded, report, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static bool MayConcern(ConnectorStatus status) =>
        status is ConnectorStatus.Reserved or ConnectorStatus.Available or ConnectorStatus.Faulted or ConnectorStatus.Unavailable;

    private async Task AnswerAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if ((await runner.LoadAsync(Streams.Calls, recorded.StreamId, cancellationToken)).State is not Call.Ended { Request: var call, Outcome: CallEvent.Answered answer }
            || call.Action is not ("ReserveNow" or "CancelReservation"))
        {
            return;
        }

        var accepted = answer.Response.TryGetProperty("status", out var status) && status.ValueEquals("Accepted"u8);
        if (call.Action == "ReserveNow" && accepted)
        {
            await MakeAsync(call.CallId, recorded.Sequence, recorded.Timestamp, recorded, cancellationToken);
        }
        else if (call.Action == "CancelReservation" && (await payloads.ReadAsync<CancelReservationRequest>(call.Action, call.Payload, call.ContentId, cancellationToken)).Request is { } cancel)
        {
            await WaitForRowsAsync(recorded, cancellationToken);
            foreach (var row in await reservations.ListByNumberAsync(call.ChargePointId, cancel.ReservationId, MostOfANumber, cancellationToken))
                await TellAsync(row.Id, new ReservationCommand.ReportCancellation(call.CallId, accepted, recorded.Sequence), recorded, cancellationToken);
        }
    }

    /// <summary>A reservation begins, and ends the one that had its number.</summary>
    private async Task MakeAsync(Guid callId, long sequence, DateTimeOffset at, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        if (CallRequests.RequestOf((await runner.LoadAsync(Streams.Calls, Call.StreamId(callId), cancellationToken)).State) is not { } call)
            return;
        var (asked, isVerbatim) = await payloads.ReadAsync<ReserveNowRequest>(call.Action, call.Payload, call.ContentId, cancellationToken);
        if (asked is null)
            return;
        var made = new ReservationCommand.ReportMade(
            call.ChargePointId,
            asked.ReservationId,
            asked.ConnectorId,
            asked.ExpiryDate,
            at,
            sequence,
            isVerbatim ? await idTags.FindOrAddAsync(asked.IdTag.Value, cancellationToken) : null,
            isVerbatim && asked.ParentIdTag is { } parent ? await idTags.FindOrAddAsync(parent.Value, cancellationToken) : null);
        await TellAsync(callId, made, recorded, cancellationToken);

        await WaitForRowsAsync(recorded, cancellationToken);
        foreach (var row in await reservations.ListOpenAsync(call.ChargePointId, clock.GetUtcNow(), cancellationToken))
        {
            if (row.ReservationId == asked.ReservationId && row.Id != callId)
                await TellAsync(row.Id, new ReservationCommand.ReportReplacement(callId, sequence), recorded, cancellationToken);
        }
    }

    private async Task StartAsync(RecordedEvent recorded, TransactionEvent.Started start, CancellationToken cancellationToken)
    {
        var open = await ListOpenAsync(start.ChargePointId, recorded, cancellationToken);
        var concerned = open.Where(row => row.Status == "reserved" || row.ReservationId == start.ReservationId).ToList();
        // One that is over by our clock may have been used in time by the charge point's.
        if (start.ReservationId is { } number && !open.Any(row => row.ReservationId == number))
        {
            var past = await reservations.ListByNumberAsync(start.ChargePointId, number, MostOfANumber, cancellationToken);
            concerned.AddRange(past.Where(row => row.MadeAt is not null).Take(1));
        }

        if (concerned.Count == 0)
            return;
        var token = (await runner.LoadAsync(Streams.Tokens, Token.StreamId(start.TokenId), cancellationToken)).State;
        var fact = new ReservationCommand.ReportStart(
            start.TransactionId,
            start.ConnectorId,
            start.TokenId,
            Credible(start.Timestamp, start.Anomalies) ?? recorded.Timestamp,
            recorded.Sequence,
            start.ReservationId,
            token.ParentTokenId);
        foreach (var row in concerned)
        {
            await MakeIfUnknownAsync(row, recorded, cancellationToken);
            await TellAsync(row.Id, fact, recorded, cancellationToken);
        }
    }

    private async Task StatusAsync(RecordedEvent recorded, ChargePointEvent.ConnectorStatusReported report, CancellationToken cancellationToken)
    {
        var open = await ListOpenAsync(ChargePoint.IdOf(recorded.StreamId), recorded, cancellationToken);
        var fact = new ReservationCommand.ReportStatus(
            report.ConnectorId, report.Status, recorded.Timestamp, recorded.Sequence, Credible(report.Timestamp, report.Anomalies));
        foreach (var row in open)
        {
            // A connector that is reserved for nobody we know of is reserved for the one whose answer was lost.
            if (report.Status == ConnectorStatus.Reserved && row.ConnectorId == report.ConnectorId
                && !open.Any(other => other.Status == "reserved" && other.ConnectorId == report.ConnectorId))
            {
                await MakeIfUnknownAsync(row, recorded, cancellationToken);
            }

            await TellAsync(row.Id, fact, recorded, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<ReservationRow>> ListOpenAsync(string chargePointId, RecordedEvent recorded, CancellationToken cancellationToken)
    {
        await WaitForRowsAsync(recorded, cancellationToken);
        var open = await reservations.ListOpenAsync(chargePointId, recorded.Timestamp, cancellationToken);
        if (open.Count == 0 && await reservations.IsQuietAsync(chargePointId, cancellationToken))
            quiet.Calm(chargePointId, recorded.Sequence);
        return open;
    }

    /// <summary>What the charge point does shows that it had accepted it. It counts from where the answer was lost.</summary>
    private Task MakeIfUnknownAsync(ReservationRow row, RecordedEvent recorded, CancellationToken cancellationToken) =>
        row.Status == "unknown" ? MakeAsync(row.Id, row.LastSequence, row.RequestedAt, recorded, cancellationToken) : Task.CompletedTask;

    private static DateTimeOffset? Credible(DateTimeOffset? timestamp, IReadOnlyList<Anomaly>? anomalies) =>
        anomalies?.Any(anomaly => anomaly is Anomaly.ClockAhead or Anomaly.ClockNotSet) == true ? null : timestamp;

    private async Task TellAsync(Guid id, ReservationCommand fact, RecordedEvent recorded, CancellationToken cancellationToken) =>
        told = Math.Max(told, (await runner.RunAsync(Streams.Reservations, Reservation.StreamId(id), fact, RowsInTime.Cause(this, recorded, clock), cancellationToken)).Sequence);

    /// <summary>What was told about earlier events stands behind them in the feed, often behind this one too.</summary>
    private Task WaitForRowsAsync(RecordedEvent recorded, CancellationToken cancellationToken) =>
        rows.WaitForAsync(Read, Math.Max(recorded.Sequence, told), cancellationToken);
}
