using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Jobs.JobRow>;

namespace Csms.ReadModels.Jobs;

internal static class JobTable
{
    public static RowTable<JobRow> Rows { get; } = new(
        "jobs",
        "job_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Text(), r.TextOrNull(), r.Bigint(), r.Time(), r.TextOrNull(), r.BigintOrNull(), r.TextOrNull(), r.TimeOrNull(),
            r.TimeOrNull(), r.TimeOrNull(), r.TextOrNull(), r.TimeOrNull(), r.TextOrNull(), r.TimeOrNull(), r.Json(), r.TimeOrNull(), r.UuidOrNull(),
            r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.UuidOrNull(), r.TimeOrNull()),
        Uuid("job_id", r => r.JobId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("kind", r => r.Kind),
        Text("state", r => r.State),
        Text("reason", r => r.Reason),
        Bigint("begun", r => r.Begun),
        Time("begun_at", r => r.BegunAt),
        Text("requested_by", r => r.RequestedBy),
        Bigint("request_id", r => r.RequestId),
        Text("location", r => r.Location),
        Time("retrieve_at", r => r.RetrieveAt),
        Time("install_at", r => r.InstallAt),
        Time("answered_at", r => r.AnsweredAt),
        Text("file_name", r => r.FileName),
        Time("awaiting_since", r => r.AwaitingSince),
        Text("last_status", r => r.LastStatus),
        Time("last_status_at", r => r.LastStatusAt),
        Json("statuses", r => r.Statuses),
        Time("ended_at", r => r.EndedAt),
        Uuid("superseded_by", r => r.SupersededBy),
        Text("firmware_before", r => r.FirmwareBefore),
        Text("firmware_after", r => r.FirmwareAfter),
        Time("booted_at", r => r.BootedAt),
        Uuid("file_id", r => r.FileId),
        Time("file_received_at", r => r.FileReceivedAt));

    /// <summary>How far each charge point's jobs are folded, and the firmware it booted with last.</summary>
    public static RowTable<JobChargePoint> ChargePoints { get; } = new(
        "job_charge_points",
        "charge_point_id",
        r => new(r.Text(), r.TextOrNull()),
        Columns<JobChargePoint>.Text("charge_point_id", r => r.ChargePointId),
        Columns<JobChargePoint>.Text("firmware_version", r => r.FirmwareVersion));
}

/// <summary>What the jobs of a charge point have in common.</summary>
internal sealed record JobChargePoint(string ChargePointId, string? FirmwareVersion) : ReadModelRow;
