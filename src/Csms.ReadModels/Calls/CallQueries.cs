using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Calls;

/// <summary>Which calls are wanted; null is any.</summary>
/// <param name="Status">requested, sent, answered, failed, timed_out, expired or cancelled.</param>
public sealed record CallFilter(string? ChargePointId = null, string? Action = null, string? Status = null);

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
}
