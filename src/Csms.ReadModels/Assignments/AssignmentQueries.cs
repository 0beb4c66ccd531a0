using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Assignments;

/// <summary>Reads which tariff is assigned where.</summary>
public sealed class AssignmentQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Those that have one, by stream.</summary>
    public async Task<Page<AssignmentRow>> ListAsync(string? tariffId, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(AssignmentProjection.Rows.SelectLive)
            .Where("tariff_id IS NOT NULL")
            .Where("tariff_id = ?", tariffId)
            .Where("stream_id > ?", request.Cursor?.Id)
            .Then("ORDER BY stream_id LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, AssignmentProjection.Rows.Read, cancellationToken);
        return Page<AssignmentRow>.Of(rows, request, r => new(string.Empty, r.StreamId));
    }
}
