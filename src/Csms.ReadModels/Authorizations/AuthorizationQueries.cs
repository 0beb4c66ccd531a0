using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Authorizations;

/// <summary>Which decisions are wanted; null is any.</summary>
/// <param name="Status">Accepted, Blocked, Expired, Invalid or ConcurrentTx.</param>
/// <param name="From">Decided at or after this.</param>
/// <param name="To">Decided before this.</param>
public sealed record AuthorizationFilter(
    Guid? TokenId = null, string? ChargePointId = null, string? Status = null, DateTimeOffset? From = null, DateTimeOffset? To = null);

/// <summary>Reads what charge points were told about tokens.</summary>
public sealed class AuthorizationQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<AuthorizationRow>> ListAsync(AuthorizationFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(AuthorizationProjection.Rows.SelectLive)
            .Where("token_id = ?", filter.TokenId)
            .Where("charge_point_id = ?", filter.ChargePointId)
            .Where("status = ?", filter.Status)
            .Where("decided_at >= ?", filter.From)
            .Where("decided_at < ?", filter.To)
            .Where("(decided_at, authorization_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY decided_at DESC, authorization_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, AuthorizationProjection.Rows.Read, cancellationToken);
        return Page<AuthorizationRow>.Of(rows, request, r => new(r.DecidedAt, r.AuthorizationId.ToString()));
    }
}
