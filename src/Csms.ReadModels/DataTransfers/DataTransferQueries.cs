using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.DataTransfers;

/// <summary>Which transfers are wanted; null is any.</summary>
/// <param name="Direction">from or to.</param>
public sealed record DataTransferFilter(string? ChargePointId = null, string? VendorId = null, string? Direction = null);

/// <summary>Reads what vendor data went from and to charge points.</summary>
public sealed class DataTransferQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<DataTransferRow>> ListAsync(DataTransferFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(DataTransferProjection.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("vendor_id = ?", filter.VendorId)
            .Where("direction = ?", filter.Direction)
            .Where("(at, transfer_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY at DESC, transfer_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, DataTransferProjection.Rows.Read, cancellationToken);
        return Page<DataTransferRow>.Of(rows, request, r => new(r.At, r.TransferId.ToString()));
    }

    /// <summary>One transfer, or null.</summary>
    public async Task<DataTransferRow?> FindAsync(Guid transferId, CancellationToken cancellationToken) =>
        (await new Query(DataTransferProjection.Rows.SelectLive)
            .Where("transfer_id = ?", transferId)
            .ReadAsync(dataSource, DataTransferProjection.Rows.Read, cancellationToken)).SingleOrDefault();
}
