namespace Csms.Domain.Tokens;

/// <summary>What an operator wants done with a token; all of it may be refused.</summary>
public abstract record TokenCommand
{
    private TokenCommand()
    {
    }

    /// <summary>Enter it, or enter it again after its removal.</summary>
    public sealed record RequestRegistration(
        Guid TokenId,
        TokenStatus Status,
        DateTimeOffset? ExpiryDate = null,
        Guid? ParentTokenId = null,
        int? MaxConcurrentTransactions = null) : TokenCommand;

    /// <summary>Change it; every member as it shall be from now on, null meaning none.</summary>
    public sealed record RequestChange(
        TokenStatus Status,
        DateTimeOffset? ExpiryDate = null,
        Guid? ParentTokenId = null,
        int? MaxConcurrentTransactions = null) : TokenCommand;

    /// <summary>Take it out.</summary>
    public sealed record RequestRemoval : TokenCommand;

    /// <summary>Take it out for ever and forget its holder; also one that was removed, or presented and never registered.</summary>
    public sealed record RequestForgetting : TokenCommand;
}
