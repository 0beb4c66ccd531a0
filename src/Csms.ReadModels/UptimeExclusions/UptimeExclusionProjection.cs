using Csms.Domain.Outages;
using Csms.ReadModels.Rows;
using static Csms.Domain.Outages.OutageExclusionEvent;

namespace Csms.ReadModels.UptimeExclusions;

internal sealed class UptimeExclusionProjection(FoldMode mode) : RowProjection<Guid, UptimeExclusionRow>(UptimeExclusionRow.Table, "exclusion_id", mode)
{
    public static ReadModel ReadModel { get; } =
        new("uptime_exclusions", 2, ["uptime_exclusions"], [typeof(Added), typeof(Withdrawn)], mode => new UptimeExclusionProjection(mode));

    protected override bool Concerns(object recorded) => recorded is OutageExclusionEvent;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After($"{OutageExclusion.StreamType}-"));

    protected override Guid KeyOf(UptimeExclusionRow row) => row.ExclusionId;

    protected override UptimeExclusionRow? Evolve(UptimeExclusionRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Added e, _) => new(
            KeyOf(recorded), e.ChargePointId, e.ConnectorId, e.From.ToStored(), e.To.ToStored(), e.Cause.ToString(), e.By, e.Reason, recorded.RecordedAt),
        (Withdrawn e, not null) => row with { WithdrawnBy = e.By, WithdrawnReason = e.Reason, WithdrawnAt = recorded.RecordedAt },
        _ => row,
    };
}
