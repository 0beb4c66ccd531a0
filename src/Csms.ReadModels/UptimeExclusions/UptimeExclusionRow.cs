using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.UptimeExclusions.UptimeExclusionRow>;

namespace Csms.ReadModels.UptimeExclusions;

/// <summary>A time that outages do not count in.</summary>
/// <param name="ConnectorId">Null: all connectors of the charge point.</param>
/// <param name="AddedBy">Who decided it.</param>
/// <param name="WithdrawnAt">Null while it counts.</param>
public sealed record UptimeExclusionRow(
    Guid ExclusionId,
    string ChargePointId,
    int? ConnectorId,
    DateTimeOffset StartedAt,
    DateTimeOffset EndedAt,
    string Cause,
    string AddedBy,
    string Reason,
    DateTimeOffset AddedAt,
    string? WithdrawnBy = null,
    string? WithdrawnReason = null,
    DateTimeOffset? WithdrawnAt = null) : ReadModelRow
{
    internal static RowTable<UptimeExclusionRow> Table { get; } = new(
        "uptime_exclusions",
        "exclusion_id",
        r => new(
            r.Uuid(), r.Text(), r.IntegerOrNull(), r.Time(), r.Time(), r.Text(), r.Text(), r.Text(), r.Time(), r.TextOrNull(), r.TextOrNull(), r.TimeOrNull()),
        Uuid("exclusion_id", r => r.ExclusionId),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Time("started_at", r => r.StartedAt),
        Time("ended_at", r => r.EndedAt),
        Text("cause", r => r.Cause),
        Text("added_by", r => r.AddedBy),
        Text("reason", r => r.Reason),
        Time("added_at", r => r.AddedAt),
        Text("withdrawn_by", r => r.WithdrawnBy),
        Text("withdrawn_reason", r => r.WithdrawnReason),
        Time("withdrawn_at", r => r.WithdrawnAt));
}
