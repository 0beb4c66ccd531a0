using Csms.ReadModels.Rows;

namespace Csms.ReadModels.Configuration;

internal static class ConfigurationTables
{
    public static RowTable<ConfigurationKeyRow> Keys { get; } = new(
        "configuration_keys",
        "charge_point_id, key_id",
        r => new(
            r.Text(), r.Text(), r.Text(), r.Text(), r.TextOrNull(), r.BooleanOrNull(), r.TimeOrNull(), r.UuidOrNull(), r.TimeOrNull(), r.TextOrNull(),
            r.TimeOrNull(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.UuidOrNull(), r.TextOrNull(), r.TimeOrNull()),
        Columns<ConfigurationKeyRow>.Text("charge_point_id", r => r.ChargePointId),
        Columns<ConfigurationKeyRow>.Text("key_id", r => r.KeyId),
        Columns<ConfigurationKeyRow>.Text("key", r => r.Key),
        Columns<ConfigurationKeyRow>.Text("state", r => r.State),
        Columns<ConfigurationKeyRow>.Text("value", r => r.Value),
        Columns<ConfigurationKeyRow>.BooleanOrNull("read_only", r => r.ReadOnly),
        Columns<ConfigurationKeyRow>.Time("value_since", r => r.ValueSince),
        Columns<ConfigurationKeyRow>.Uuid("value_call_id", r => r.ValueCallId),
        Columns<ConfigurationKeyRow>.Time("reported_at", r => r.ReportedAt),
        Columns<ConfigurationKeyRow>.Text("pending_value", r => r.PendingValue),
        Columns<ConfigurationKeyRow>.Time("pending_since", r => r.PendingSince),
        Columns<ConfigurationKeyRow>.Text("tried_value", r => r.TriedValue),
        Columns<ConfigurationKeyRow>.Text("tried_outcome", r => r.TriedOutcome),
        Columns<ConfigurationKeyRow>.Time("tried_at", r => r.TriedAt),
        Columns<ConfigurationKeyRow>.Uuid("tried_call_id", r => r.TriedCallId),
        Columns<ConfigurationKeyRow>.Text("desired_value", r => r.DesiredValue),
        Columns<ConfigurationKeyRow>.Time("desired_since", r => r.DesiredSince));

    public static RowTable<ConfigurationChangeRow> Changes { get; } = new(
        "configuration_changes",
        "charge_point_id, last_sequence, key_id",
        r => new(r.Text(), r.Text(), r.Text(), r.Text(), r.TextOrNull(), r.BooleanOrNull(), r.Time(), r.UuidOrNull()),
        Columns<ConfigurationChangeRow>.Text("charge_point_id", r => r.ChargePointId),
        Columns<ConfigurationChangeRow>.Text("key_id", r => r.KeyId),
        Columns<ConfigurationChangeRow>.Text("key", r => r.Key),
        Columns<ConfigurationChangeRow>.Text("what", r => r.What),
        Columns<ConfigurationChangeRow>.Text("value", r => r.Value),
        Columns<ConfigurationChangeRow>.BooleanOrNull("read_only", r => r.ReadOnly),
        Columns<ConfigurationChangeRow>.Time("at", r => r.At),
        Columns<ConfigurationChangeRow>.Uuid("call_id", r => r.CallId));
}
