using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Availability.AvailabilityRow>;

namespace Csms.ReadModels.Availability;

internal static class AvailabilityTable
{
    public static RowTable<AvailabilityRow> Rows { get; } = new(
        "availability",
        "charge_point_id, connector_id",
        r => new(
            r.Text(), r.Integer(), r.TextOrNull(), r.TextOrNull(), r.IntegerOrNull(), r.UuidOrNull(), r.TimeOrNull(), r.TextOrNull(), r.TimeOrNull(),
            r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.TimeOrNull()),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Text("status", r => r.Status),
        Text("asked", r => r.Asked),
        Integer("asked_connector_id", r => r.AskedConnectorId),
        Uuid("call_id", r => r.CallId),
        Time("asked_at", r => r.AskedAt),
        Text("answer", r => r.Answer),
        Time("answered_at", r => r.AnsweredAt),
        Text("expected", r => r.Expected),
        Time("expected_since", r => r.ExpectedSince),
        Time("effective_at", r => r.EffectiveAt),
        Time("newest_device_time", r => r.NewestDeviceTime));
}
