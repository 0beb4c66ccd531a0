using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Reservations.ReservationRow>;

namespace Csms.ReadModels.Reservations;

internal static class ReservationTable
{
    public static RowTable<ReservationRow> Rows { get; } = new(
        "reservations",
        "id",
        r => new(
            r.Uuid(), r.Text(), r.Integer(), r.Integer(), r.TimeOrNull(), r.Text(), r.Time(), r.Text(), r.TextOrNull(), r.TimeOrNull(), r.UuidOrNull(),
            r.UuidOrNull(), r.IntegerOrNull(), r.TimeOrNull(), r.IntegerOrNull(), r.TextOrNull(), r.UuidOrNull(), r.IntegerOrNull(), r.TimeOrNull()),
        Uuid("id", r => r.Id),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("reservation_id", r => r.ReservationId),
        Integer("connector_id", r => r.ConnectorId),
        Time("expiry_date", r => r.ExpiryDate),
        Text("status", r => r.Status),
        Time("requested_at", r => r.RequestedAt),
        Text("requested_by", r => r.RequestedBy),
        Text("answer", r => r.Answer),
        Time("made_at", r => r.MadeAt),
        Uuid("token_id", r => r.TokenId),
        Uuid("parent_token_id", r => r.ParentTokenId),
        Integer("held_connector_id", r => r.HeldConnectorId),
        Time("ended_at", r => r.EndedAt),
        Integer("transaction_id", r => r.TransactionId),
        Text("terminated_by", r => r.TerminatedBy),
        Uuid("replaced_by", r => r.ReplacedBy),
        Integer("passed_over_by", r => r.PassedOverBy),
        Time("cancellation_rejected_at", r => r.CancellationRejectedAt));
}
