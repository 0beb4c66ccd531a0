using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Connectors;

/// <summary>Reads connectors.</summary>
public sealed class ConnectorQueries(NpgsqlDataSource dataSource)
{
    /// <summary>A charge point's connectors by number; 0 is the charge point as a whole.</summary>
    public async Task<IReadOnlyList<ConnectorRow>> ListAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(ConnectorTable.Rows.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY connector_id")
            .ReadAsync(dataSource, ConnectorTable.Rows.Read, cancellationToken);

    /// <summary>The connectors of these charge points, each one's by number.</summary>
    public async Task<IReadOnlyList<ConnectorRow>> ListAsync(IReadOnlyCollection<string> chargePointIds, CancellationToken cancellationToken) =>
        await new Query(ConnectorTable.Rows.SelectLive)
            .Where("charge_point_id = ANY(?)", [chargePointIds.ToArray()])
            .Then("ORDER BY charge_point_id, connector_id")
            .ReadAsync(dataSource, ConnectorTable.Rows.Read, cancellationToken);
}
