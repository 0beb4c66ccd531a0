using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.TrustedRoots;

/// <summary>Reads which roots charge points trust.</summary>
public sealed class TrustedRootQueries(NpgsqlDataSource dataSource)
{
    /// <summary>All of a charge point, by use.</summary>
    public Task<List<TrustedRootRow>> ListAsync(string chargePointId, CancellationToken cancellationToken) =>
        new Query(TrustedRootProjection.Rows.SelectLive).Where("charge_point_id = ?", chargePointId).Then("ORDER BY use, root_id")
            .ReadAsync(dataSource, TrustedRootProjection.Rows.Read, cancellationToken);
}
