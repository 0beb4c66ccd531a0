using Csms.Domain.SecurityEvents;
using Csms.ReadModels.Rows;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.SecurityEvents.EntranceEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.SecurityEvents.SecurityEventRow>;

namespace Csms.ReadModels.SecurityEvents;

/// <summary>What charge points reported and what happened at our door side by side: a person asks what was suspicious, not who noticed it.</summary>
internal sealed class SecurityEventProjection(FoldMode mode) : RowProjection<Guid, SecurityEventRow>(Rows, "event_id", mode)
{
    private const string ChargePoint = "charge_point", CentralSystem = "central_system";

    public static ReadModel ReadModel { get; } = new(
        "security_events",
        2,
        ["security_events"],
        [typeof(SecurityEventReported), typeof(ConnectionRefused), typeof(HandshakesRefused), typeof(SecurityAlarmEvent.Raised), typeof(SecurityAlarmEvent.Acknowledged)],
        mode => new SecurityEventProjection(mode));

    public static RowTable<SecurityEventRow> Rows { get; } = new(
        "security_events",
        "event_id",
        r => new(
            r.Uuid(), r.Text(), r.TextOrNull(), r.Text(), r.Boolean(), r.Integer(), r.Time(), r.Time(), r.TextOrNull(), r.UuidOrNull(), r.TextOrNull(),
            r.TextOrNull(), r.TimeOrNull()),
        Uuid("event_id", r => r.Id),
        Text("source", r => r.Source),
        Text("charge_point_id", r => r.ChargePointId),
        Text("type", r => r.Type),
        Boolean("critical", r => r.Critical),
        Integer("times", r => r.Times),
        Time("occurred_at", r => r.OccurredAt),
        Time("recorded_at", r => r.RecordedAt),
        Text("node", r => r.Node),
        Uuid("content_id", r => r.ContentId),
        Text("alarm", r => r.Alarm),
        Text("acknowledged_by", r => r.AcknowledgedBy),
        Time("acknowledged_at", r => r.AcknowledgedAt));

    protected override bool Concerns(object recorded) => recorded is SecurityEventReported or ConnectionRefused or HandshakesRefused or SecurityAlarmEvent;

    /// <summary>What happened is one event among others of its stream, and is named by its place in the feed; an alarm names what it is about.</summary>
    protected override Guid KeyOf(FeedEvent recorded) => recorded.Event switch
    {
        SecurityAlarmEvent.Raised e => e.SecurityEventId,
        SecurityAlarmEvent.Acknowledged e => e.SecurityEventId,
        _ => FeedName.Of(recorded.Sequence),
    };

    protected override Guid KeyOf(SecurityEventRow row) => row.Id;

    protected override SecurityEventRow? Evolve(SecurityEventRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (SecurityEventReported e, _) => new(
            KeyOf(recorded), ChargePoint, recorded.After("charge-point-"), e.Type, Severity.IsCritical(e.Type), 1, e.Timestamp.ToStored(), recorded.RecordedAt, null,
            e.ContentId),
        (ConnectionRefused e, _) => new(
            KeyOf(recorded), CentralSystem, recorded.After("charge-point-"), e.Reason.ToString(), Severity.IsCritical(e.Reason, e.Times), e.Times, recorded.RecordedAt,
            recorded.RecordedAt, null, e.ContentId),
        (HandshakesRefused e, _) => new(
            KeyOf(recorded), CentralSystem, null, e.Reason.ToString(), false, e.Times, recorded.RecordedAt, recorded.RecordedAt, e.Node, e.ContentId),
        // What is no security event in itself is listed as what was made of it.
        (SecurityAlarmEvent.Raised e, null) => new(
            e.SecurityEventId, CentralSystem, e.ChargePointId, e.Type, true, 1, recorded.RecordedAt, recorded.RecordedAt, null, null, "open"),
        (_, null) => null,
        (SecurityAlarmEvent.Raised, _) => row with { Alarm = "open" },
        (SecurityAlarmEvent.Acknowledged e, _) => row with { Alarm = "acknowledged", AcknowledgedBy = e.AcknowledgedBy, AcknowledgedAt = recorded.RecordedAt },
        _ => row,
    };
}
