using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.Tokens;

/// <summary>Which tokens are wanted; null is any.</summary>
/// <param name="Status">Accepted, Blocked, Expired or Invalid.</param>
/// <param name="ParentTokenId">Only tokens of this group.</param>
public sealed record TokenFilter(string? Status = null, Guid? ParentTokenId = null);

/// <summary>Reads tokens in use, by pseudonym.</summary>
public sealed class TokenQueries(NpgsqlDataSource dataSource)
{
    /// <summary>Newest first.</summary>
    public async Task<Page<TokenRow>> ListAsync(TokenFilter filter, PageRequest request, CancellationToken cancellationToken)
    {
        var rows = await new Query(TokenProjection.Rows.SelectLive)
            .Where("removed_at IS NULL")
            .Where("status = ?", filter.Status)
            .Where("parent_token_id = ?", filter.ParentTokenId)
            .Where("(registered_at, token_id) < (?, ?)", request.Cursor?.Time, request.Cursor?.Uuid)
            .Then("ORDER BY registered_at DESC, token_id DESC LIMIT ?", request.Size + 1)
            .ReadAsync(dataSource, TokenProjection.Rows.Read, cancellationToken);
        return Page<TokenRow>.Of(rows, request, r => new(r.RegisteredAt, r.TokenId.ToString()));
    }

    /// <summary>One token in use, or null.</summary>
    public async Task<TokenRow?> FindAsync(Guid tokenId, CancellationToken cancellationToken) =>
        (await new Query(TokenProjection.Rows.SelectLive)
            .Where("removed_at IS NULL")
            .Where("token_id = ?", tokenId)
            .ReadAsync(dataSource, TokenProjection.Rows.Read, cancellationToken)).SingleOrDefault();

    /// <summary>Several tokens at once, removed ones included, for showing what other rows refer to.</summary>
    public async Task<IReadOnlyList<TokenRow>> FindAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken) =>
        await new Query(TokenProjection.Rows.SelectLive)
            .Where("token_id = ANY(?)", (object)tokenIds.ToArray())
            .ReadAsync(dataSource, TokenProjection.Rows.Read, cancellationToken);
}
