using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.ChargePoints;

/// <summary>Which charge points are wanted; null is any.</summary>
/// <param name="Search">Part of the identity, vendor, model or a serial number, whatever the case.</param>
/// <param name="Registration">Accepted, Pending or Rejected.</param>
/// <param name="Automation">Only those for which this is done, e.g. PushLocalList.</param>
/// <param name="Status">Last reported by any of its connectors, or by the charge point as a whole.</param>
public sealed record ChargePointFilter(
    string? Search = null, string? Registration = null, bool? Connected = null, string? Automation = null, string? Status = null);

/// <summary>Reads charge points in service; those an operator removed are not there.</summary>
public sealed class ChargePointQueries(NpgsqlDataSource dataSource)
{
    /// <summary>In order of their identities.</summary>
    public async Task<Page<ChargePointRow>> ListAsync(ChargePointFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(ChargePointTable.Rows.SelectLive)
            .Where("removed_at IS NULL")
            .Where(
                "concat_ws(' ', charge_point_id, vendor, model, charge_point_serial_number, charge_box_serial_number) ILIKE ?",
                filter.Search is null ? null : $"%{Literally(filter.Search)}%")
            .Where("registration = ?", filter.Registration)
            .Where("connected = ?", filter.Connected)
            .Where("? = ANY(automation)", filter.Automation)
            .Where($"charge_point_id IN (SELECT c.charge_point_id FROM {ReadModelSchema.Name}.connectors c WHERE c.status = ?)", filter.Status)
            .Where("charge_point_id > ?", request.Cursor?.Id)
            .Then("ORDER BY charge_point_id LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, ChargePointTable.Rows.Read, cancellationToken);
        return Page<ChargePointRow>.Of(rows, request, r => new("", r.ChargePointId));
    }

    /// <summary>One charge point, or null.</summary>
    public async Task<ChargePointRow?> FindAsync(string chargePointId, CancellationToken cancellationToken) =>
        (await new Query(ChargePointTable.Rows.SelectLive)
            .Where("removed_at IS NULL")
            .Where("charge_point_id = ?", chargePointId)
            .ReadAsync(dataSource, ChargePointTable.Rows.Read, cancellationToken)).SingleOrDefault();

    private static string Literally(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
