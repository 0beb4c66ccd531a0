using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.ChargingProfiles.ChargingProfileRow>;

namespace Csms.ReadModels.ChargingProfiles;

internal static class ChargingProfileTable
{
    public static RowTable<ChargingProfileRow> Rows { get; } = new(
        "charging_profiles",
        "call_id",
        r => new(
            r.Uuid(), r.Text(), r.Integer(), r.Integer(), r.Text(), r.Integer(), r.Text(), r.IntegerOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.Json(),
            r.Text(), r.Time(), r.TimeOrNull(), r.TextOrNull(), r.UuidOrNull()),
        Uuid("call_id", r => r.CallId),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Integer("profile_id", r => r.ProfileId),
        Text("purpose", r => r.Purpose),
        Integer("stack_level", r => r.StackLevel),
        Text("kind", r => r.Kind),
        Integer("transaction_id", r => r.TransactionId),
        Time("valid_from", r => r.ValidFrom),
        Time("valid_to", r => r.ValidTo),
        Json("profile", r => r.Profile),
        Text("status", r => r.Status),
        Time("installed_at", r => r.InstalledAt),
        Time("removed_at", r => r.RemovedAt),
        Text("removal_reason", r => r.RemovalReason),
        Uuid("removed_by_call_id", r => r.RemovedByCallId));
}
