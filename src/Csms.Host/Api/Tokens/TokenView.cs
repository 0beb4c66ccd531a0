using Csms.Domain;
using Csms.Domain.Tokens;
using Csms.EventStore;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.ReadModels.Tokens;

namespace Csms.Host.Api.Tokens;

/// <summary>A token that may start transactions.</summary>
/// <param name="TokenId">Pseudonym by which events and transactions name the idTag.</param>
/// <param name="IdTag">Absent when it was erased, and for callers without `read:persons`.</param>
/// <param name="Status">What an operator decided.</param>
/// <param name="ExpiryDate">Not accepted from this moment; absent is no end.</param>
/// <param name="ParentTokenId">Tokens with the same one form a group.</param>
/// <param name="ParentIdTag">The idTag of the group.</param>
/// <param name="MaxConcurrentTransactions">Absent is no limit.</param>
internal sealed record TokenView(
    Guid TokenId,
    string? IdTag,
    TokenStatus Status,
    DateTimeOffset? ExpiryDate,
    Guid? ParentTokenId,
    string? ParentIdTag,
    int? MaxConcurrentTransactions,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? ChangedAt)
{
    public static TokenView Example { get; } = new(
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        "04E29A3B",
        TokenStatus.Accepted,
        new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
        new("e0a7c3f2-9b1d-4e58-8c47-6d2f1a0b9e35"),
        "FLEET-7",
        1,
        new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero),
        null);

    public static TokenView Of(TokenRow row, IReadOnlyDictionary<Guid, string> idTags) => new(
        row.TokenId,
        idTags.GetValueOrDefault(row.TokenId),
        Enum.Parse<TokenStatus>(row.Status),
        row.ExpiryDate,
        row.ParentTokenId,
        row.ParentTokenId is { } parent ? idTags.GetValueOrDefault(parent) : null,
        row.MaxConcurrentTransactions,
        row.RegisteredAt,
        row.ChangedAt);

    public static string VersionOf(Token token) => EditedVersion.Of(token.Status, token.ExpiryDate, token.ParentTokenId, token.MaxConcurrentTransactions);
}

/// <summary>Reads a token from its own stream, so that it is never behind.</summary>
internal sealed class TokenReader(PostgresEventStore store, ShownIdTags idTags)
{
    /// <summary>Null for a token that is not registered.</summary>
    public async Task<(TokenView View, string Version)?> FindAsync(Guid tokenId, CancellationToken cancellationToken)
    {
        var token = Token.Initial;
        var (registeredAt, changedAt) = (default(DateTimeOffset), (DateTimeOffset?)null);
        await foreach (var recorded in store.ReadStreamAsync(Token.StreamId(tokenId), cancellationToken))
        {
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is not TokenEvent e)
                continue;
            token = token.Evolve(e);
            (registeredAt, changedAt) = e switch
            {
                TokenEvent.Registered => (recorded.Timestamp, null),
                TokenEvent.Changed => (registeredAt, recorded.Timestamp),
                _ => (registeredAt, changedAt),
            };
        }

        if (!token.Exists)
            return null;
        var tags = await idTags.ReadAsync(token.ParentTokenId is { } parent ? [tokenId, parent] : [tokenId], cancellationToken);
        var view = new TokenView(
            tokenId,
            tags.GetValueOrDefault(tokenId),
            token.Status,
            token.ExpiryDate,
            token.ParentTokenId,
            token.ParentTokenId is { } group ? tags.GetValueOrDefault(group) : null,
            token.MaxConcurrentTransactions,
            registeredAt,
            changedAt);
        return (view, TokenView.VersionOf(token));
    }
}
