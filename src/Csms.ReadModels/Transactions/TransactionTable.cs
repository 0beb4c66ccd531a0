using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Transactions.TransactionRow>;

namespace Csms.ReadModels.Transactions;

internal static class TransactionTable
{
    public static RowTable<TransactionRow> Rows { get; } = new(
        "transactions",
        "stream_id",
        r => new(
            r.Text(), r.Integer(), r.Text(), r.Integer(), r.Uuid(), r.Text(), r.Text(), r.IntegerOrNull(), r.Time(), r.Time(), r.Bigint(),
            r.TimeOrNull(), r.TimeOrNull(), r.BigintOrNull(), r.TextOrNull(), r.UuidOrNull(), r.BigintOrNull(), r.BigintOrNull(), r.BigintOrNull(),
            r.TimeOrNull(), r.Bigint(), r.Names()),
        Text("stream_id", r => r.StreamId),
        Integer("transaction_id", r => r.TransactionId),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Uuid("token_id", r => r.TokenId),
        Text("status", r => r.Status),
        Text("authorization_status", r => r.AuthorizationStatus),
        Integer("reservation_id", r => r.ReservationId),
        Time("started_at", r => r.StartedAt),
        Time("start_recorded_at", r => r.StartRecordedAt),
        Bigint("meter_start", r => r.MeterStart),
        Time("stopped_at", r => r.StoppedAt),
        Time("stop_recorded_at", r => r.StopRecordedAt),
        Bigint("meter_stop", r => r.MeterStop),
        Text("stop_reason", r => r.StopReason),
        Uuid("stop_token_id", r => r.StopTokenId),
        Bigint("energy_wh", r => r.EnergyWh),
        Bigint("duration_seconds", r => r.DurationSeconds),
        Bigint("last_register_wh", r => r.LastRegisterWh),
        Time("last_meter_value_at", r => r.LastMeterValueAt),
        Bigint("samples", r => r.Samples),
        Names("flags", r => r.Flags));
}
