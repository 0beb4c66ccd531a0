using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.SecurityEvents;

/// <summary>Which security events are wanted; null is any.</summary>
/// <param name="Alarm">open or acknowledged.</param>
/// <param name="From">Recorded at or after this.</param>
/// <param name="To">Recorded before this.</param>
public sealed record SecurityEventFilter(
    string? ChargePointId = null, string? Source = null, string? Type = null, bool? Critical = null, string? Alarm = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>How often something happened.</summary>
/// <param name="Times">Each one counted, also where many of a kind are one event.</param>
public sealed record SecurityEventCount(string? ChargePointId, string Source, string Type, bool Critical, long Times, DateTimeOffset LastRecordedAt);

/// <summary>Reads security events.</summary>
public sealed class SecurityEventQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<SecurityEventRow>> ListAsync(SecurityEventFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await Filtered(SecurityEventProjection.Rows.SelectLive, filter)
            .Where("(recorded_at, event_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY recorded_at DESC, event_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, SecurityEventProjection.Rows.Read, cancellationToken);
        return Page<SecurityEventRow>.Of(rows, request, r => new(r.RecordedAt, r.Id.ToString()));
    }

    /// <summary>How often each type came from or to each charge point: the most frequent first, as many as asked for.</summary>
    public Task<List<SecurityEventCount>> CountAsync(SecurityEventFilter filter, int most, CancellationToken cancellationToken) =>
        Filtered(
            $"SELECT charge_point_id, source, type, bool_or(critical), sum(times), max(recorded_at) FROM {ReadModelSchema.Name}.security_events", filter)
            .Then("GROUP BY charge_point_id, source, type ORDER BY sum(times) DESC, type, charge_point_id LIMIT ?", most)
            .ReadAsync(dataSource, r => new SecurityEventCount(r.TextOrNull(), r.Text(), r.Text(), r.Boolean(), r.Bigint(), r.Time()), cancellationToken);

    /// <summary>One security event, or null.</summary>
    public async Task<SecurityEventRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await new Query(SecurityEventProjection.Rows.SelectLive)
            .Where("event_id = ?", id)
            .ReadAsync(dataSource, SecurityEventProjection.Rows.Read, cancellationToken)).SingleOrDefault();

    private static Query Filtered(string select, SecurityEventFilter filter) => new Query(select)
        .Where("charge_point_id = ?", filter.ChargePointId)
        .Where("source = ?", filter.Source)
        .Where("type = ?", filter.Type)
        .Where("critical = ?", filter.Critical)
        .Where("alarm = ?", filter.Alarm)
        .Where("recorded_at >= ?", filter.From)
        .Where("recorded_at < ?", filter.To);
}
