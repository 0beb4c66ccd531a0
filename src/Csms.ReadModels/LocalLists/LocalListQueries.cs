using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.LocalLists;

/// <summary>Reads what charge points hold as local lists.</summary>
public sealed class LocalListQueries(NpgsqlDataSource dataSource)
{
    /// <summary>The list of a charge point; null while nothing was ever sent or told.</summary>
    public async Task<LocalListRow?> FindAsync(string chargePointId, CancellationToken cancellationToken) =>
        (await new Query(LocalListTables.Lists.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .ReadAsync(dataSource, LocalListTables.Lists.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Its entries, by token.</summary>
    public async Task<IReadOnlyList<LocalListEntryRow>> EntriesAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(LocalListTables.Entries.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY token_id")
            .ReadAsync(dataSource, LocalListTables.Entries.Read, cancellationToken);
}
