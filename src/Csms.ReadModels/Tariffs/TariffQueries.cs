using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Tariffs;

/// <summary>Reads tariffs by their newest version.</summary>
public sealed class TariffQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first, those that were withdrawn among them.</summary>
    public async Task<Page<TariffRow>> ListAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(TariffProjection.Rows.SelectLive)
            .Where("(published_at, stream_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Id)
            .Then("ORDER BY published_at DESC, stream_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, TariffProjection.Rows.Read, cancellationToken);
        return Page<TariffRow>.Of(rows, request, r => new(r.PublishedAt, r.StreamId));
    }
}
