using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Availability;

/// <summary>Reads the availability of connectors.</summary>
public sealed class AvailabilityQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Of a charge point's connectors by number; 0 is the charge point as a whole.</summary>
    public async Task<IReadOnlyList<AvailabilityRow>> ListAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(AvailabilityTable.Rows.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY connector_id")
            .ReadAsync(dataSource, AvailabilityTable.Rows.Read, cancellationToken);
}
