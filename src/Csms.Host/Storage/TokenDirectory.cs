using System.Collections.Concurrent;
using Csms.Domain.Tokens;
using Csms.Host.Commands;

namespace Csms.Host.Storage;

/// <summary>What is known of an idTag at this moment.</summary>
/// <param name="TokenId">Its pseudonym; null when the idTag was never seen.</param>
/// <param name="ParentIdTag">The group's idTag, spelled as charge points are told it.</param>
internal sealed record KnownToken(Guid? TokenId, Token State, string? ParentIdTag)
{
    public static readonly KnownToken Unknown = new(null, Token.Initial, null);
}

/// <summary>Tokens by idTag, remembered so that an Authorize costs no query. The feed drops what changes (<see cref="Forget"/>), on every node.</summary>
internal sealed class TokenDirectory(IdTags idTags, CommandRunner runner)
{
    // An idTag is remembered for the time of a session's messages; a scan over random ones must not fill the memory.
    private const int MostRemembered = 100_000;
    private readonly ConcurrentDictionary<string, KnownToken> byKey = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, string> keys = new();
    private long changes;

    public async ValueTask<KnownToken> FindAsync(string idTag, CancellationToken cancellationToken)
    {
        var key = IdTags.KeyOf(idTag);
        if (byKey.TryGetValue(key, out var known))
            return known;

        var before = Volatile.Read(ref changes);
        if (await idTags.FindAsync(idTag, cancellationToken) is not { } tokenId)
            return KnownToken.Unknown;
        var token = (await runner.LoadAsync(Streams.Tokens, Token.StreamId(tokenId), cancellationToken)).State;
        var parents = token.ParentTokenId is { } parent ? await idTags.ReadAsync([parent], cancellationToken) : null;
        known = new KnownToken(tokenId, token, parents?.Values.FirstOrDefault());

        // Something changed while this was read: what was read may be the state before it.
        Remember(key, tokenId, known);
        if (Volatile.Read(ref changes) != before)
            Forget(tokenId);
        return known;
    }

    /// <summary>Drops what is remembered of a token: it changed.</summary>
    public void Forget(Guid tokenId)
    {
        Interlocked.Increment(ref changes);
        if (keys.TryRemove(tokenId, out var key))
            byKey.TryRemove(key, out _);
    }

    /// <summary>Drops everything: changes may have been missed.</summary>
    public void ForgetAll()
    {
        Interlocked.Increment(ref changes);
        keys.Clear();
        byKey.Clear();
    }

    private void Remember(string key, Guid tokenId, KnownToken known)
    {
        if (byKey.Count >= MostRemembered)
            ForgetAll();
        // In this order: what is forgotten in between would otherwise stay, and nobody could forget it any more.
        byKey[key] = known;
        keys[tokenId] = key;
    }
}
