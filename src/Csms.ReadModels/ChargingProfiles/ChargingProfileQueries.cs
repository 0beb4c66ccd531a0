using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.ChargingProfiles;

/// <summary>Reads charging profiles.</summary>
public sealed class ChargingProfileQueries(NpgsqlDataSource dataSource)
{
    /// <summary>A charge point's profiles, newest first.</summary>
    /// <param name="status">installed or removed; null is both.</param>
    public async Task<Page<ChargingProfileRow>> ListAsync(string chargePointId, string? status, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(ChargingProfileTable.Rows.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Where("status = ?", status)
            .Where("(installed_at, call_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY installed_at DESC, call_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, ChargingProfileTable.Rows.Read, cancellationToken);
        return Page<ChargingProfileRow>.Of(rows, request, r => new(r.InstalledAt, r.CallId.ToString()));
    }
}
