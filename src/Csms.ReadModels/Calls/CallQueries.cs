using Csms.Domain.Calls;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Calls;

/// <summary>Which calls are wanted; null is any.</summary>
/// <param name="Status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
public sealed record CallFilter(
    string? ChargePointId = null, string? Action = null, string? Status = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Reads calls.</summary>
public sealed class CallQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<CallRow>> ListAsync(CallFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(CallTable.Rows.SelectLive)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("action = ?", filter.Action)
            .Where("status = ?", filter.Status)
            .Where("requested_at >= ?", filter.From)
            .Where("requested_at < ?", filter.To)
            .Where("(requested_at, call_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY requested_at DESC, call_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, CallTable.Rows.Read, cancellationToken);
        return Page<CallRow>.Of(rows, request, r => new(r.RequestedAt, r.CallId.ToString()));
    }

    /// <summary>One call, or null.</summary>
    public async Task<CallRow?> FindAsync(Guid callId, CancellationToken cancellationToken) =>
        (await new Query(CallTable.Rows.SelectLive)
            .Where("call_id = ?", callId)
            .ReadAsync(dataSource, CallTable.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Calls of a charge point whose fate is open, oldest first.</summary>
    public async Task<IReadOnlyList<CallRow>> ListOpenAsync(string chargePointId, CancellationToken cancellationToken) =>
        await new Query(CallTable.Rows.SelectLive)
            .Where("finished_at IS NULL")
            .Where("charge_point_id = ?", chargePointId)
            .Then("ORDER BY requested_at, call_id")
            .ReadAsync(dataSource, CallTable.Rows.Read, cancellationToken);

    /// <summary>Calls of a charge point that this might be the effect of: it is awaited, or was missed. Oldest first.</summary>
    /// <param name="since">Requested at this moment or later.</param>
    public async Task<IReadOnlyList<CallRow>> ListWithoutEffectAsync(
        string chargePointId, CallEffect effect, DateTimeOffset since, CancellationToken cancellationToken) =>
        await new Query(CallTable.Rows.SelectLive)
            .Where("effect_status IN ('awaited', 'absent')")
            .Where("charge_point_id = ?", chargePointId)
            .Where("effect = ?", effect.ToString())
            .Where("requested_at >= ?", since)
            .Then("ORDER BY requested_at, call_id")
            .ReadAsync(dataSource, CallTable.Rows.Read, cancellationToken);

    /// <summary>Whether no call of a charge point is under way, and no effect of one that was requested since may come yet.</summary>
    public async Task<bool> IsQuietAsync(string chargePointId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
            SELECT NOT EXISTS (SELECT FROM {ReadModelSchema.Name}.calls WHERE charge_point_id = $1 AND finished_at IS NULL)
               AND NOT EXISTS (SELECT FROM {ReadModelSchema.Name}.calls WHERE charge_point_id = $1 AND effect_status IN ('awaited', 'absent') AND requested_at >= $2)
            """);
        command.Parameters.AddWithValue(chargePointId);
        command.Parameters.AddWithValue(since.ToUniversalTime());
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Calls whose effect is awaited although the time for it is over, oldest first.</summary>
    public async Task<IReadOnlyList<CallRow>> ListOverdueEffectsAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        await new Query(CallTable.Rows.SelectLive)
            .Where("effect_status = 'awaited'")
            .Where("effect_due_at <= ?", now)
            .Then("ORDER BY effect_due_at LIMIT ?", most)
            .ReadAsync(dataSource, CallTable.Rows.Read, cancellationToken);

    /// <summary>Calls that led to this transaction or to its end, or that named it, in the order of their ids.</summary>
    public async Task<IReadOnlyList<Guid>> ListAboutAsync(int transactionId, string chargePointId, DateTimeOffset since, CancellationToken cancellationToken) =>
        await new Query($"SELECT call_id FROM {ReadModelSchema.Name}.calls")
            .Where(
                "(effect_transaction_id = ? OR (charge_point_id = ? AND requested_at >= ? AND payload ->> 'transactionId' = ?))",
                transactionId,
                chargePointId,
                since,
                transactionId.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .Then("ORDER BY call_id")
            .ReadAsync(dataSource, r => r.Uuid(), cancellationToken);

    /// <summary>Whether another remote start led to this transaction.</summary>
    public async Task<bool> LedToAsync(int transactionId, Guid except, CancellationToken cancellationToken) =>
        (await new Query($"SELECT call_id FROM {ReadModelSchema.Name}.calls")
            .Where("effect_transaction_id = ?", transactionId)
            .Where("effect = 'TransactionStarted'")
            .Where("call_id <> ?", except)
            .Then("LIMIT 1")
            .ReadAsync(dataSource, r => r.Uuid(), cancellationToken)).Count > 0;

    /// <summary>Calls whose fate was open at a place in the feed, oldest first, and that place: whoever follows the feed from there misses nothing.
    /// A call that ended meanwhile may be among them or not.</summary>
    public async Task<(long Position, IReadOnlyList<Guid> CallIds)> ReadUnfinishedAsync(CancellationToken cancellationToken)
    {
        // The position first: rows that are read later contain at least what came before it.
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var position = await Checkpoints.ReadAsync(connection, CallProjection.ReadModel, cancellationToken);
        var callIds = await new Query($"SELECT call_id FROM {ReadModelSchema.Name}.calls")
            .Where("finished_at IS NULL")
            .Then("ORDER BY requested_at, call_id")
            .ReadAsync(dataSource, r => r.Uuid(), cancellationToken);
        return (position ?? 0, callIds);
    }
}
