using Csms.Domain.Calls;
using Csms.ReadModels.Rows;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.ReadModels.Calls;

internal sealed class CallProjection(FoldMode mode) : RowProjection<Guid, CallRow>(CallTable.Rows, "call_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "calls",
        6,
        ["calls"],
        [
            typeof(Requested), typeof(Sent), typeof(Answered), typeof(Failed), typeof(TimedOut), typeof(Expired), typeof(Cancelled), typeof(TookEffect),
            typeof(HadNoEffect),
        ],
        mode => new CallProjection(mode));

    protected override bool Concerns(object recorded) => recorded is CallEvent;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After("call-"));

    protected override Guid KeyOf(CallRow row) => row.CallId;

    protected override CallRow? Evolve(CallRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Requested e, _) => new(
            KeyOf(recorded), e.ChargePointId, e.Action, e.Payload, e.ContentId, "requested", e.IssuedBy, e.Reason, e.IdempotencyKey,
            e.DeliverBy.ToStored(), e.TimeoutSeconds, recorded.RecordedAt, EffectWithinSeconds: e.EffectWithinSeconds),
        (_, null) => null,
        (Sent e, _) => row with { Status = "sent", SentAt = recorded.RecordedAt, ConnectionEpoch = e.Epoch, Node = e.Node },
        (Answered e, _) => Followed(row, e, recorded) with { Status = "answered", FinishedAt = recorded.RecordedAt, Response = e.Response },
        (Failed e, _) => Followed(row, e, recorded) with
        {
            Status = "failed",
            FinishedAt = recorded.RecordedAt,
            Failure = e.Kind.ToString(),
            ErrorCode = e.Code,
            ErrorDescription = e.Description,
            ErrorDetails = e.Details,
        },
        (TimedOut e, _) => Followed(row, e, recorded) with { Status = "timed_out", FinishedAt = recorded.RecordedAt },
        (Expired, _) => row with { Status = "expired", FinishedAt = recorded.RecordedAt },
        (Cancelled e, _) => row with { Status = "cancelled", FinishedAt = recorded.RecordedAt, CancelledBy = e.CancelledBy, CancelReason = e.Reason },
        (TookEffect e, _) => row with { EffectStatus = "happened", EffectAt = recorded.RecordedAt, EffectTransactionId = e.TransactionId },
        (HadNoEffect, _) => row with { EffectStatus = "absent" },
        _ => row,
    };

    private static CallRow Followed(CallRow row, CallEvent outcome, FeedEvent recorded)
    {
        var request = new Requested(
            row.CallId, row.ChargePointId, row.Action, row.Payload, row.IssuedBy, row.DeliverBy, row.TimeoutSeconds, EffectWithinSeconds: row.EffectWithinSeconds);
        return CallEffects.After(request, outcome) is { } effect
            ? row with { Effect = effect.ToString(), EffectStatus = "awaited", EffectDueAt = recorded.RecordedAt + CallEffects.Within(request) }
            : row;
    }
}
