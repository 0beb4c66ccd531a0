namespace Csms.ReadModels.Tokens;

/// <summary>A token by its pseudonym; the idTag lies beside the events.</summary>
/// <param name="Status">Accepted, Blocked, Expired or Invalid, as an operator decided.</param>
/// <param name="ExpiryDate">Not accepted from this moment; null is no end.</param>
/// <param name="ParentTokenId">Tokens with the same one form a group.</param>
/// <param name="MaxConcurrentTransactions">Null is no limit.</param>
/// <param name="RemovedAt">Null while it is in use.</param>
public sealed record TokenRow(
    Guid TokenId,
    string Status,
    DateTimeOffset? ExpiryDate,
    Guid? ParentTokenId,
    int? MaxConcurrentTransactions,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? ChangedAt = null,
    DateTimeOffset? RemovedAt = null) : ReadModelRow;
