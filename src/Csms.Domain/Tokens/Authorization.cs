using System.Diagnostics;

namespace Csms.Domain.Tokens;

/// <summary>What a token is worth and why (OCPP 1.6 sections 4.1 and 4.8). Its status comes first, its date second, its limit last.</summary>
public static class Authorization
{
    /// <summary>Why Authorize is answered as it is. A token whose expiry date has come is Expired: OCPP knows no Accepted with a date in the past.</summary>
    /// <param name="token">A token nobody registered, or one that was removed, is Invalid.</param>
    /// <param name="now">The moment of the question.</param>
    public static AuthorizationReason ReasonOf(Token token, DateTimeOffset now) => token switch
    {
        { Exists: false, TokenId: var id } when id == Guid.Empty => AuthorizationReason.UnknownToken,
        { Exists: false } => AuthorizationReason.RemovedToken,
        { Status: TokenStatus.Invalid } => AuthorizationReason.MarkedInvalid,
        { Status: TokenStatus.Blocked } => AuthorizationReason.MarkedBlocked,
        { Status: TokenStatus.Expired } => AuthorizationReason.MarkedExpired,
        { Status: TokenStatus.Accepted, ExpiryDate: { } expiry } when expiry <= now => AuthorizationReason.PastExpiryDate,
        { Status: TokenStatus.Accepted, ParentTokenId: not null } => AuthorizationReason.AcceptedInGroup,
        { Status: TokenStatus.Accepted } => AuthorizationReason.Accepted,
        _ => throw new UnreachableException($"{token.Status} is no status of a token."),
    };

    /// <summary>Why StartTransaction is answered as it is, which alone may be ConcurrentTx (OCPP 1.6 section 7.2).</summary>
    /// <param name="token">The token that was presented.</param>
    /// <param name="now">The moment of the question.</param>
    /// <param name="openTransactions">How many transactions of this token run already, without the one that starts.</param>
    public static AuthorizationReason ReasonOfStart(Token token, DateTimeOffset now, int openTransactions) => ReasonOf(token, now) switch
    {
        AuthorizationReason.Accepted or AuthorizationReason.AcceptedInGroup when openTransactions >= token.MaxConcurrentTransactions =>
            AuthorizationReason.ConcurrentLimit,
        var reason => reason,
    };

    /// <summary>The word of OCPP for a reason.</summary>
    public static AuthorizationStatus StatusOf(AuthorizationReason reason) => reason switch
    {
        AuthorizationReason.Accepted or AuthorizationReason.AcceptedInGroup => AuthorizationStatus.Accepted,
        AuthorizationReason.UnknownToken or AuthorizationReason.RemovedToken or AuthorizationReason.MarkedInvalid => AuthorizationStatus.Invalid,
        AuthorizationReason.MarkedBlocked => AuthorizationStatus.Blocked,
        AuthorizationReason.MarkedExpired or AuthorizationReason.PastExpiryDate => AuthorizationStatus.Expired,
        AuthorizationReason.ConcurrentLimit => AuthorizationStatus.ConcurrentTx,
        _ => throw new UnreachableException($"{reason} is no reason."),
    };

    /// <summary>The answer to Authorize.</summary>
    public static AuthorizationStatus Of(Token token, DateTimeOffset now) => StatusOf(ReasonOf(token, now));

    /// <summary>The answer to StartTransaction.</summary>
    public static AuthorizationStatus OfStart(Token token, DateTimeOffset now, int openTransactions) => StatusOf(ReasonOfStart(token, now, openTransactions));
}

/// <summary>Why a token is worth what it is.</summary>
public enum AuthorizationReason
{
    /// <summary>Registered, and nothing speaks against it.</summary>
    Accepted,

    /// <summary>The same, and it belongs to a group (OCPP 1.6 section 3.10).</summary>
    AcceptedInGroup,

    /// <summary>Nobody ever registered it.</summary>
    UnknownToken,

    /// <summary>It was registered once.</summary>
    RemovedToken,

    /// <summary>An operator declared it invalid.</summary>
    MarkedInvalid,

    /// <summary>An operator blocked it.</summary>
    MarkedBlocked,

    /// <summary>An operator declared it expired.</summary>
    MarkedExpired,

    /// <summary>Its expiry date has come.</summary>
    PastExpiryDate,

    /// <summary>As many transactions as it may have run already.</summary>
    ConcurrentLimit,
}
