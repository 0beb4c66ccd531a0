using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Files;

/// <summary>Which files are wanted; null is any.</summary>
/// <param name="Kind">firmware, diagnostics or log.</param>
public sealed record FileFilter(string? Kind = null, string? ChargePointId = null);

/// <summary>Reads what files there are; their bytes are not here.</summary>
public sealed class FileQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first; those that were removed are not among them.</summary>
    public async Task<Page<FileRow>> ListAsync(FileFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(FileProjection.Rows.SelectLive)
            .Where("removed_at IS NULL")
            .Where("kind = ?", filter.Kind)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("(received_at, file_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY received_at DESC, file_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, FileProjection.Rows.Read, cancellationToken);
        return Page<FileRow>.Of(rows, request, r => new(r.ReceivedAt, r.FileId.ToString()));
    }
}
