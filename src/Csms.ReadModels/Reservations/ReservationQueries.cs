using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Reservations;

/// <summary>Which reservations are wanted; null is any.</summary>
/// <param name="Status">requested, not_sent, refused, unknown, reserved, used, expired, cancelled, terminated or replaced.</param>
public sealed record ReservationFilter(string? ChargePointId = null, string? Status = null, int? ReservationId = null, Guid? TokenId = null);

/// <summary>Reads reservations.</summary>
public sealed class ReservationQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first, by when they were asked for.</summary>
    public async Task<Page<ReservationRow>> ListAsync(ReservationFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(ReservationTable.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("status = ?", filter.Status)
            .Where("reservation_id = ?", filter.ReservationId)
            .Where("token_id = ?", filter.TokenId)
            .Where("(requested_at, id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY requested_at DESC, id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, ReservationTable.Rows.Read, cancellationToken);
        return Page<ReservationRow>.Of(rows, request, r => new(r.RequestedAt, r.Id.ToString()));
    }

    /// <summary>One reservation, or null.</summary>
    public async Task<ReservationRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await new Query(ReservationTable.Rows.SelectLive)
            .Where("id = ?", id)
            .ReadAsync(dataSource, ReservationTable.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Reservations of a charge point that are accepted and not over, or of which nobody knows and which would not be over; oldest first.</summary>
    public async Task<IReadOnlyList<ReservationRow>> ListOpenAsync(string chargePointId, DateTimeOffset now, CancellationToken cancellationToken) =>
        await new Query(ReservationTable.Rows.SelectLive)
            .Where("status IN ('reserved', 'unknown')")
            .Where("charge_point_id = ?", chargePointId)
            .Where("(status = 'reserved' OR expiry_date > ?)", now)
            .Then("ORDER BY requested_at, id")
            .ReadAsync(dataSource, ReservationTable.Rows.Read, cancellationToken);

    /// <summary>Whether a charge point has no reservation that is asked for or not over.</summary>
    public async Task<bool> IsQuietAsync(string chargePointId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT NOT EXISTS (SELECT FROM {ReadModelSchema.Name}.reservations WHERE charge_point_id = $1 AND ended_at IS NULL)");
        command.Parameters.AddWithValue(chargePointId);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The newest reservations of a charge point with this number, over or not, newest first.</summary>
    public async Task<IReadOnlyList<ReservationRow>> ListByNumberAsync(string chargePointId, int reservationId, int most, CancellationToken cancellationToken) =>
        await new Query(ReservationTable.Rows.SelectLive)
            .Where("charge_point_id = ?", chargePointId)
            .Where("reservation_id = ?", reservationId)
            .Then("ORDER BY requested_at DESC, id DESC LIMIT ?", most)
            .ReadAsync(dataSource, ReservationTable.Rows.Read, cancellationToken);

    /// <summary>Reservations whose expiry date has come, oldest first.</summary>
    public async Task<IReadOnlyList<Guid>> ListDueAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        await new Query($"SELECT id FROM {ReadModelSchema.Name}.reservations")
            .Where("status = 'reserved'")
            .Where("expiry_date <= ?", now)
            .Then("ORDER BY expiry_date LIMIT ?", most)
            .ReadAsync(dataSource, r => r.Uuid(), cancellationToken);
}
