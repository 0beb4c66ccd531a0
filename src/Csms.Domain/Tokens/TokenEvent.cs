namespace Csms.Domain.Tokens;

/// <summary>What happened to a token. Stream <c>token-{uuid}</c>. The idTag itself is personal data and lies beside the store, never in an event.</summary>
public abstract record TokenEvent
{
    private TokenEvent()
    {
    }

    /// <summary>An operator entered it.</summary>
    /// <param name="ParentTokenId">Pseudonym of the parentIdTag: tokens with the same one form a group (OCPP 1.6 section 3.10).</param>
    /// <param name="MaxConcurrentTransactions">How many transactions may run at once; null is no limit.</param>
    public sealed record Registered(
        Guid TokenId,
        TokenStatus Status,
        DateTimeOffset? ExpiryDate = null,
        Guid? ParentTokenId = null,
        int? MaxConcurrentTransactions = null) : TokenEvent;

    /// <summary>An operator changed it; every member as it is from now on.</summary>
    public sealed record Changed(
        TokenStatus Status,
        DateTimeOffset? ExpiryDate = null,
        Guid? ParentTokenId = null,
        int? MaxConcurrentTransactions = null) : TokenEvent;

    /// <summary>An operator removed it: from now on it is unknown, and may be registered again.</summary>
    public sealed record Removed : TokenEvent;

    /// <summary>Its holder is to be forgotten: it ends here, and what names the person is erased beside the record. The idTag presented again is another token.</summary>
    public sealed record Forgotten : TokenEvent;
}

/// <summary>What an operator decided about a token. Expiry is a date, concurrency a limit: neither is a status.</summary>
public enum TokenStatus
{
    /// <summary>May charge.</summary>
    Accepted,

    /// <summary>May not charge.</summary>
    Blocked,

    /// <summary>Treated as expired whatever its date says.</summary>
    Expired,

    /// <summary>Treated as unknown.</summary>
    Invalid,
}

/// <summary>What a charge point is told about a token (OCPP 1.6 section 7.2, AuthorizationStatus).</summary>
public enum AuthorizationStatus
{
    /// <summary>May charge.</summary>
    Accepted,

    /// <summary>Blocked by an operator.</summary>
    Blocked,

    /// <summary>Past its date.</summary>
    Expired,

    /// <summary>Unknown.</summary>
    Invalid,

    /// <summary>Already charging as often as it may; only ever said of a start.</summary>
    ConcurrentTx,
}
