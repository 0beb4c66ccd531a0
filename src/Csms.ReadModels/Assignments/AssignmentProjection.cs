using Csms.Domain.Assignments;
using Csms.ReadModels.Rows;
using static Csms.Domain.Assignments.AssignmentEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Assignments.AssignmentRow>;

namespace Csms.ReadModels.Assignments;

internal sealed class AssignmentProjection(FoldMode mode) : RowProjection<string, AssignmentRow>(Rows, "stream_id", mode)
{
    public static ReadModel ReadModel { get; } =
        new("tariff_assignments", 1, ["tariff_assignments"], [typeof(Assigned), typeof(Unassigned)], mode => new AssignmentProjection(mode));

    public static RowTable<AssignmentRow> Rows { get; } = new(
        "tariff_assignments",
        "stream_id",
        r => new(r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.Time()),
        Text("stream_id", r => r.StreamId),
        Text("scope", r => r.Scope),
        Text("key", r => r.Key),
        Text("tariff_id", r => r.TariffId),
        Time("assigned_from", r => r.AssignedFrom));

    protected override bool Concerns(object recorded) => recorded is AssignmentEvent;

    protected override string KeyOf(FeedEvent recorded) => recorded.StreamId;

    protected override string KeyOf(AssignmentRow row) => row.StreamId;

    protected override AssignmentRow? Evolve(AssignmentRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Assigned e, _) => new(recorded.StreamId, e.Scope.ToString(), e.Key, e.TariffId, e.From.ToStored()),
        (Unassigned e, not null) => row with { TariffId = null, AssignedFrom = e.From.ToStored() },
        _ => row,
    };
}
