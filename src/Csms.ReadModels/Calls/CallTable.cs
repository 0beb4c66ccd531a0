using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Calls.CallRow>;

namespace Csms.ReadModels.Calls;

internal static class CallTable
{
    public static RowTable<CallRow> Rows { get; } = new(
        "calls",
        "call_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Json(), r.UuidOrNull(), r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.Time(), r.Integer(),
            r.Time(), r.TimeOrNull(), r.BigintOrNull(), r.TextOrNull(), r.TimeOrNull(), r.JsonOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(),
            r.JsonOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.IntegerOrNull(),
            r.IntegerOrNull()),
        Uuid("call_id", r => r.CallId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("action", r => r.Action),
        Json("payload", r => r.Payload),
        Uuid("content_id", r => r.ContentId),
        Text("status", r => r.Status),
        Text("issued_by", r => r.IssuedBy),
        Text("reason", r => r.Reason),
        Text("idempotency_key", r => r.IdempotencyKey),
        Time("deliver_by", r => r.DeliverBy),
        Integer("timeout_seconds", r => r.TimeoutSeconds),
        Time("requested_at", r => r.RequestedAt),
        Time("sent_at", r => r.SentAt),
        Bigint("connection_epoch", r => r.ConnectionEpoch),
        Text("node", r => r.Node),
        Time("finished_at", r => r.FinishedAt),
        Json("response", r => r.Response),
        Text("failure", r => r.Failure),
        Text("error_code", r => r.ErrorCode),
        Text("error_description", r => r.ErrorDescription),
        Json("error_details", r => r.ErrorDetails),
        Text("cancelled_by", r => r.CancelledBy),
        Text("cancel_reason", r => r.CancelReason),
        Text("effect", r => r.Effect),
        Text("effect_status", r => r.EffectStatus),
        Time("effect_due_at", r => r.EffectDueAt),
        Time("effect_at", r => r.EffectAt),
        Integer("effect_transaction_id", r => r.EffectTransactionId),
        Integer("effect_within_seconds", r => r.EffectWithinSeconds));
}
