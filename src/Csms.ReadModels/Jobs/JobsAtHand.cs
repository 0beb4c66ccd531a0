using Npgsql;

namespace Csms.ReadModels.Jobs;

/// <summary>The jobs that a page may concern: of its charge points those that are open, those that are named, and the newest of each kind.</summary>
internal sealed class JobsAtHand
{
    private readonly Dictionary<Guid, JobRow> jobs = [];
    private readonly Dictionary<string, JobChargePoint> chargePoints = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> touched = [];

    public async Task ReadAsync(NpgsqlConnection connection, Guid[] named, HashSet<string> of, long[] requestIds, CancellationToken cancellationToken)
    {
        await using (var command = new NpgsqlCommand($"{JobTable.Rows.Select} WHERE job_id = ANY($1)", connection))
        {
            command.Parameters.Add(new() { Value = named });
            Add(await JobTable.Rows.ReadAsync(command, cancellationToken));
        }

        var ids = of.Concat(jobs.Values.Select(j => j.ChargePointId)).Distinct().ToArray();
        if (ids.Length == 0)
            return;
        await using (var command = new NpgsqlCommand(
            $"""
            {JobTable.Rows.Select} j WHERE charge_point_id = ANY($1) AND (ended_at IS NULL OR request_id = ANY($2)
                OR begun = (SELECT max(begun) FROM jobs n WHERE n.charge_point_id = j.charge_point_id AND n.kind = j.kind))
            """,
            connection))
        {
            command.Parameters.Add(new() { Value = ids });
            command.Parameters.Add(new() { Value = requestIds });
            Add(await JobTable.Rows.ReadAsync(command, cancellationToken));
        }

        await using (var command = new NpgsqlCommand($"{JobTable.ChargePoints.Select} WHERE charge_point_id = ANY($1)", connection))
        {
            command.Parameters.Add(new() { Value = ids });
            foreach (var row in await JobTable.ChargePoints.ReadAsync(command, cancellationToken))
                chargePoints[row.ChargePointId] = row;
        }
    }

    public JobRow? Find(Guid jobId) => jobs.GetValueOrDefault(jobId);

    /// <summary>The newest one, by when it began, that fits.</summary>
    public JobRow? Newest(string chargePointId, Func<JobRow, bool> fits) =>
        jobs.Values.Where(j => j.ChargePointId == chargePointId && fits(j)).MaxBy(j => j.Begun);

    public string? FirmwareOf(string chargePointId) => chargePoints.GetValueOrDefault(chargePointId)?.FirmwareVersion;

    /// <summary>Whether this event of the charge point is in its rows already.</summary>
    public bool Has(string chargePointId, long sequence) => chargePoints.GetValueOrDefault(chargePointId)?.LastSequence >= sequence;

    public void Seen(string chargePointId, long sequence, string? firmware = null) =>
        chargePoints[chargePointId] = new(chargePointId, firmware ?? FirmwareOf(chargePointId)) { LastSequence = sequence };

    public void Put(JobRow job, long sequence)
    {
        job.LastSequence = sequence;
        jobs[job.JobId] = job;
        touched.Add(job.JobId);
    }

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await JobTable.Rows.UpsertAsync(connection, [.. touched.Select(id => jobs[id])], cancellationToken);
        await JobTable.ChargePoints.UpsertAsync(connection, [.. chargePoints.Values], cancellationToken);
    }

    private void Add(IEnumerable<JobRow> rows)
    {
        foreach (var row in rows)
            jobs[row.JobId] = row;
    }
}
