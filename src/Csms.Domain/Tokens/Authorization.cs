using System.Diagnostics;

namespace Csms.Domain.Tokens;

/// <summary>What a token is worth (OCPP 1.6 sections 4.1 and 4.8). Its status comes first, its date second, its limit last.</summary>
public static class Authorization
{
    /// <summary>The answer to Authorize. A token whose expiry date has come is Expired: OCPP knows no Accepted with a date in the past.</summary>
    /// <param name="token">A token nobody registered, or one that was removed, is Invalid.</param>
    /// <param name="now">The moment of the question.</param>
    public static AuthorizationStatus Of(Token token, DateTimeOffset now) => token switch
    {
        { Exists: false } or { Status: TokenStatus.Invalid } => AuthorizationStatus.Invalid,
        { Status: TokenStatus.Blocked } => AuthorizationStatus.Blocked,
        { Status: TokenStatus.Expired } => AuthorizationStatus.Expired,
        { Status: TokenStatus.Accepted, ExpiryDate: { } expiry } when expiry <= now => AuthorizationStatus.Expired,
        { Status: TokenStatus.Accepted } => AuthorizationStatus.Accepted,
        _ => throw new UnreachableException($"{token.Status} is no status of a token."),
    };

    /// <summary>The answer to StartTransaction, which alone may be ConcurrentTx (OCPP 1.6 section 7.2).</summary>
    /// <param name="token">The token that was presented.</param>
    /// <param name="now">The moment of the question.</param>
    /// <param name="openTransactions">How many transactions of this token run already, without the one that starts.</param>
    public static AuthorizationStatus OfStart(Token token, DateTimeOffset now, int openTransactions) => Of(token, now) switch
    {
        AuthorizationStatus.Accepted when openTransactions >= token.MaxConcurrentTransactions => AuthorizationStatus.ConcurrentTx,
        var status => status,
    };
}
