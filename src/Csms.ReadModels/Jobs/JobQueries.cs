using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Jobs;

/// <summary>Which jobs are wanted; null is any.</summary>
/// <param name="Kind">firmware, signed_firmware, diagnostics or log.</param>
/// <param name="State">One of <see cref="JobState"/>.</param>
/// <param name="QuietSince">Only those of which a status was due before this.</param>
public sealed record JobFilter(string? ChargePointId = null, string? Kind = null, string? State = null, DateTimeOffset? QuietSince = null);

/// <summary>Reads jobs.</summary>
public sealed class JobQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<JobRow>> ListAsync(JobFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(JobTable.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("kind = ?", filter.Kind)
            .Where("state = ?", filter.State)
            .Where("awaiting_since < ?", filter.QuietSince)
            .Where("(begun_at, job_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY begun_at DESC, job_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, JobTable.Rows.Read, cancellationToken);
        return Page<JobRow>.Of(rows, request, r => new(r.BegunAt, r.JobId.ToString()));
    }

    /// <summary>One job, or null.</summary>
    public async Task<JobRow?> FindAsync(Guid jobId, CancellationToken cancellationToken) =>
        (await new Query(JobTable.Rows.SelectLive)
            .Where("job_id = ?", jobId)
            .ReadAsync(dataSource, JobTable.Rows.Read, cancellationToken)).SingleOrDefault();
}
