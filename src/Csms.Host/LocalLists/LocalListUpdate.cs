using Csms.ReadModels.LocalLists;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.LocalLists;

/// <summary>A token as a local list shall have it.</summary>
internal sealed record ListedToken(
    Guid TokenId, string IdTag, AuthorizationStatus Status, DateTimeOffset? ExpiryDate = null, Guid? ParentTokenId = null, string? ParentIdTag = null);

/// <summary>The updates that bring a local list to what it shall be (OCPP 1.6 section 5.15).</summary>
internal static class LocalListUpdate
{
    /// <summary>A whole list: a Full update, and Differentials for what does not fit into it.</summary>
    /// <param name="highestVersion">The versions are above it: they only ever grow (errata 3.52).</param>
    /// <param name="most">Entries in one update.</param>
    public static IReadOnlyList<SendLocalListRequest> Full(IReadOnlyList<ListedToken> wanted, int highestVersion, int most)
    {
        var parts = wanted.Select(Entry).Chunk(most).DefaultIfEmpty([]).ToList();
        // After the highest number there is, only a full update may begin anew.
        var version = highestVersion > int.MaxValue - parts.Count ? 0 : Math.Max(highestVersion, 0);
        return [.. parts.Select((part, i) => new SendLocalListRequest(++version, i == 0 ? UpdateType.Full : UpdateType.Differential, part.Length == 0 ? null : part))];
    }

    /// <summary>What differs from the list that is there, removals first so that it never grows beyond its end.</summary>
    /// <param name="removed">The idTags of what is to go.</param>
    /// <returns>Null when only a full update can do it: an idTag to remove was erased, or the numbers are at their end.</returns>
    public static IReadOnlyList<SendLocalListRequest>? Differential(
        IReadOnlyList<ListedToken> wanted, IReadOnlyList<LocalListEntryRow> held, IReadOnlyDictionary<Guid, string> removed, int highestVersion, int most)
    {
        var there = held.ToDictionary(entry => entry.TokenId);
        var gone = there.Keys.Except(wanted.Select(token => token.TokenId)).ToList();
        if (gone.Exists(tokenId => !removed.ContainsKey(tokenId)))
            return null;
        var parts = gone.Select(tokenId => new AuthorizationData(new IdToken(removed[tokenId])))
            .Concat(wanted.Where(token => !IsThere(token, there.GetValueOrDefault(token.TokenId))).Select(Entry))
            .Chunk(most).ToList();
        var version = Math.Max(highestVersion, 0);
        return version > int.MaxValue - parts.Count ? null : [.. parts.Select(part => new SendLocalListRequest(++version, UpdateType.Differential, part))];
    }

    private static bool IsThere(ListedToken token, LocalListEntryRow? entry) =>
        entry is not null && entry.Status == token.Status.ToString() && entry.ExpiryDate == token.ExpiryDate && entry.ParentTokenId == token.ParentTokenId;

    private static AuthorizationData Entry(ListedToken token) => new(
        new IdToken(token.IdTag),
        new IdTagInfo(token.Status, token.ExpiryDate, token.ParentIdTag is { } parent ? new IdToken(parent) : null));
}
