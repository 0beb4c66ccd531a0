using System.Diagnostics;

namespace Csms.Domain.Tokens;

/// <summary>What is known about a token: the fold of its <see cref="TokenEvent"/>s.</summary>
public sealed record Token
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "token";

    /// <summary>Before anything happened.</summary>
    public static Token Initial { get; } = new();

    /// <summary>Registered and not removed. The other members keep their last values after a removal.</summary>
    public bool Exists { get; init; }

    /// <summary>Its holder was forgotten: it never exists again.</summary>
    public bool IsForgotten { get; init; }

    /// <summary>Its pseudonym; empty before the first registration.</summary>
    public Guid TokenId { get; init; }

    /// <summary>What an operator decided.</summary>
    public TokenStatus Status { get; init; } = TokenStatus.Invalid;

    /// <summary>When it stops being accepted; null is never.</summary>
    public DateTimeOffset? ExpiryDate { get; init; }

    /// <summary>Its group (OCPP 1.6 section 3.10); null is none.</summary>
    public Guid? ParentTokenId { get; init; }

    /// <summary>How many transactions may run at once; null is no limit.</summary>
    public int? MaxConcurrentTransactions { get; init; }

    /// <summary>The stream of a token, <c>token-{uuid}</c>.</summary>
    public static string StreamId(Guid tokenId) => $"token-{tokenId:D}";

    /// <summary>The state after one more event.</summary>
    public Token Evolve(TokenEvent e) => e switch
    {
        TokenEvent.Registered registered => new()
        {
            Exists = true,
            TokenId = registered.TokenId,
            Status = registered.Status,
            ExpiryDate = registered.ExpiryDate,
            ParentTokenId = registered.ParentTokenId,
            MaxConcurrentTransactions = registered.MaxConcurrentTransactions,
        },
        TokenEvent.Changed changed => this with
        {
            Status = changed.Status,
            ExpiryDate = changed.ExpiryDate,
            ParentTokenId = changed.ParentTokenId,
            MaxConcurrentTransactions = changed.MaxConcurrentTransactions,
        },
        TokenEvent.Removed => this with { Exists = false },
        TokenEvent.Forgotten => this with { Exists = false, IsForgotten = true },
        _ => throw new UnreachableException($"{e} is no event of a token."),
    };
}
