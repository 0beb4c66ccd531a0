using Csms.Domain.Anomalies;
using Csms.ReadModels.Rows;
using static Csms.Domain.Anomalies.AnomalyEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Anomalies.AnomalyRow>;

namespace Csms.ReadModels.Anomalies;

internal sealed class AnomalyProjection(FoldMode mode) : RowProjection<Guid, AnomalyRow>(Rows, "anomaly_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "anomalies",
        2,
        ["anomalies"],
        [typeof(Found), typeof(Resolved), typeof(Accepted), typeof(Overridden)],
        mode => new AnomalyProjection(mode));

    public static RowTable<AnomalyRow> Rows { get; } = new(
        "anomalies",
        "anomaly_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Text(), r.Text(), r.IntegerOrNull(), r.IntegerOrNull(), r.UuidOrNull(), r.UuidOrNull(), r.TextOrNull(), r.UuidOrNull(),
            r.Names(), r.BigintOrNull(), r.JsonOrNull(), r.JsonOrNull(), r.TextOrNull(), r.TextOrNull(), r.Bigint(), r.Time(), r.TimeOrNull()),
        Uuid("anomaly_id", r => r.Id),
        Text("kind", r => r.Kind),
        Text("severity", r => r.Severity),
        Text("state", r => r.State),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Integer("transaction_id", r => r.TransactionId),
        Uuid("session_id", r => r.Session),
        Uuid("token_id", r => r.TokenId),
        Text("cdr_id", r => r.CdrId),
        Uuid("call_id", r => r.CallId),
        Names("flags", r => r.Flags),
        Bigint("energy_wh", r => r.EnergyWh),
        Json("suggestion", r => r.Suggestion),
        Json("repair", r => r.Repair),
        Text("decided_by", r => r.DecidedBy),
        Text("reason", r => r.Reason),
        Bigint("source_sequence", r => r.Source),
        Time("detected_at", r => r.DetectedAt),
        Time("ended_at", r => r.EndedAt));

    protected override bool Concerns(object recorded) => recorded is AnomalyEvent;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After("anomaly-"));

    protected override Guid KeyOf(AnomalyRow row) => row.Id;

    protected override AnomalyRow? Evolve(AnomalyRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Found e, _) => Open(e, row, recorded),
        (_, null) => null,
        (Resolved, _) => row with { State = "resolved", EndedAt = recorded.RecordedAt },
        (Accepted e, _) => row with { State = "accepted", Repair = e.Repair.ToJson(), DecidedBy = e.By, Reason = e.Reason, EndedAt = recorded.RecordedAt },
        (Overridden e, _) => row with { State = "overridden", Repair = e.Repair.ToJson(), DecidedBy = e.By, Reason = e.Reason, EndedAt = recorded.RecordedAt },
        _ => row,
    };

    private AnomalyRow Open(Found e, AnomalyRow? row, FeedEvent recorded) => new(
        KeyOf(recorded),
        e.Kind.ToString(),
        AnomalyKinds.SeverityOf(e.Kind).ToString(),
        "open",
        e.ChargePointId,
        e.ConnectorId,
        e.TransactionId,
        e.Session,
        e.TokenId,
        e.CdrId,
        e.CallId,
        e.Flags ?? [],
        e.Wh,
        e.Suggestion?.ToJson(),
        Repair: null,
        DecidedBy: null,
        Reason: null,
        e.Source,
        row?.DetectedAt ?? recorded.RecordedAt,
        EndedAt: null);
}
