using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Anomalies;

/// <summary>Which anomalies are wanted; null is any.</summary>
/// <param name="State">open, accepted, overridden or resolved.</param>
/// <param name="From">Detected at or after this.</param>
/// <param name="To">Detected before this.</param>
public sealed record AnomalyFilter(
    string? ChargePointId = null,
    string? Kind = null,
    string? Severity = null,
    string? State = null,
    int? TransactionId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null);

/// <summary>Reads anomalies.</summary>
public sealed class AnomalyQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<AnomalyRow>> ListAsync(AnomalyFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(AnomalyProjection.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("kind = ?", filter.Kind)
            .Where("severity = ?", filter.Severity)
            .Where("state = ?", filter.State)
            .Where("transaction_id = ?", filter.TransactionId)
            .Where("detected_at >= ?", filter.From)
            .Where("detected_at < ?", filter.To)
            .Where("(detected_at, anomaly_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY detected_at DESC, anomaly_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, AnomalyProjection.Rows.Read, cancellationToken);
        return Page<AnomalyRow>.Of(rows, request, r => new(r.DetectedAt, r.Id.ToString()));
    }

    /// <summary>One anomaly, or null.</summary>
    public async Task<AnomalyRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await new Query(AnomalyProjection.Rows.SelectLive).Where("anomaly_id = ?", id)
            .ReadAsync(dataSource, AnomalyProjection.Rows.Read, cancellationToken)).SingleOrDefault();
}
