using System.Text.Json;
using Csms.Domain.Certificates;
using Csms.ReadModels.Rows;
using static Csms.Domain.Certificates.CertificateEvent;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Certificates.CertificateRow>;

namespace Csms.ReadModels.Certificates;

internal sealed class CertificateProjection(FoldMode mode) : RowProjection<Guid, CertificateRow>(Rows, "certificate_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "certificates",
        1,
        ["certificates"],
        [typeof(Issued), typeof(IssuingFailed), typeof(Accepted), typeof(Rejected), typeof(Superseded), typeof(Revoked)],
        mode => new CertificateProjection(mode));

    public static RowTable<CertificateRow> Rows { get; } = new(
        "certificates",
        "certificate_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Time(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(),
            r.TimeOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.UuidOrNull(), r.TimeOrNull(), r.TextOrNull(), r.TextOrNull()),
        Uuid("certificate_id", r => r.CertificateId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("state", r => r.State),
        Time("requested_at", r => r.RequestedAt),
        Text("subject", r => r.Subject),
        Text("serial_number", r => r.SerialNumber),
        Text("thumbprint", r => r.Thumbprint),
        Text("key", r => r.Key),
        Text("key_hash", r => r.KeyHash),
        Text("issuer", r => r.Issuer),
        Time("not_before", r => r.NotBefore),
        Time("not_after", r => r.NotAfter),
        Time("answered_at", r => r.AnsweredAt),
        Uuid("superseded_by", r => r.SupersededBy),
        Time("revoked_at", r => r.RevokedAt),
        Text("revocation_reason", r => r.RevocationReason),
        Text("failure", r => r.Failure));

    protected override bool Concerns(object recorded) => recorded is CertificateEvent;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.After("certificate-"));

    protected override Guid KeyOf(CertificateRow row) => row.CertificateId;

    protected override CertificateRow? Evolve(CertificateRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Issued e, _) => new(
            e.CertificateId, e.ChargePointId, "issued", recorded.RecordedAt, e.Subject, e.SerialNumber, e.Thumbprint, e.Key, e.KeyHash, e.Issuer, e.NotBefore, e.NotAfter),
        (IssuingFailed e, _) => new(e.CertificateId, e.ChargePointId, "failed", recorded.RecordedAt, Failure: e.Why),
        (Accepted, { } known) => known with { State = known.State is "issued" or "rejected" ? "accepted" : known.State, AnsweredAt = recorded.RecordedAt },
        (Rejected, { } known) => known with { State = known.State == "issued" ? "rejected" : known.State, AnsweredAt = recorded.RecordedAt },
        (Superseded e, { } known) => known with { State = "superseded", SupersededBy = e.SupersededBy },
        (Revoked e, { } known) => known with
        {
            State = "revoked",
            RevokedAt = recorded.RecordedAt,
            RevocationReason = JsonNamingPolicy.CamelCase.ConvertName(e.Reason.ToString()),
        },
        _ => row,
    };
}
