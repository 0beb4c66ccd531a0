using Csms.Domain.Tokens;
using Csms.Host.Storage;
using Csms.ReadModels;
using Csms.ReadModels.Tokens;
using AuthorizationStatus = Ocpp.Protocol.V16.AuthorizationStatus;

namespace Csms.Host.LocalLists;

/// <summary>The registered tokens as local lists have them.</summary>
internal sealed class ListedTokens(TokenQueries tokens, IdTags idTags, TimeProvider clock)
{
    /// <summary>All that are registered. One whose idTag was erased cannot be listed.</summary>
    public async Task<IReadOnlyList<ListedToken>> AllAsync(CancellationToken cancellationToken)
    {
        var rows = new List<TokenRow>();
        string? next = null;
        do
        {
            var page = await tokens.ListAsync(new TokenFilter(), new PageRequest(next, PageRequest.Most), cancellationToken);
            rows.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null);
        return await ListedAsync(rows, cancellationToken);
    }

    /// <summary>Those of these that are registered.</summary>
    public async Task<IReadOnlyList<ListedToken>> OfAsync(IReadOnlyCollection<Guid> tokenIds, CancellationToken cancellationToken) =>
        await ListedAsync([.. (await tokens.FindAsync(tokenIds, cancellationToken)).Where(row => row.RemovedAt is null)], cancellationToken);

    private async Task<IReadOnlyList<ListedToken>> ListedAsync(IReadOnlyList<TokenRow> rows, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var names = await idTags.ReadAsync([.. rows.SelectMany(row => (Guid?[])[row.TokenId, row.ParentTokenId]).OfType<Guid>().Distinct()], cancellationToken);
        return [.. rows.Where(row => names.ContainsKey(row.TokenId)).OrderBy(row => row.TokenId).Select(row => Listed(row, names, now))];
    }

    private static ListedToken Listed(TokenRow row, IReadOnlyDictionary<Guid, string> names, DateTimeOffset now)
    {
        var token = Token.Initial with { Exists = true, Status = Enum.Parse<TokenStatus>(row.Status), ExpiryDate = row.ExpiryDate };
        var status = Enum.Parse<AuthorizationStatus>(Authorization.Of(token, now).ToString());
        // An accepted entry with a date in the past does not exist in OCPP; of the others the date says nothing.
        var expiry = status == AuthorizationStatus.Accepted ? InMilliseconds(row.ExpiryDate) : null;
        var parent = row.ParentTokenId is { } group && names.ContainsKey(group) ? row.ParentTokenId : null;
        return new ListedToken(row.TokenId, names[row.TokenId], status, expiry, parent, parent is { } known ? names[known] : null);
    }

    /// <summary>As it goes on the wire, so that what was sent compares equal.</summary>
    private static DateTimeOffset? InMilliseconds(DateTimeOffset? time) => time?.AddTicks(-(time.Value.Ticks % TimeSpan.TicksPerMillisecond));
}
