namespace Csms.ReadModels.Authorizations;

/// <summary>What a charge point was told about a token, and why.</summary>
/// <param name="Occasion">authorize or start.</param>
/// <param name="Status">Accepted, Blocked, Expired, Invalid or ConcurrentTx.</param>
/// <param name="Reason">A word in snake_case; null for a start of before reasons were kept.</param>
/// <param name="ParentTokenId">The token's group, as far as the decision named it.</param>
/// <param name="TransactionId">Of the transaction that started.</param>
/// <param name="Times">How often the charge point asked this within a second.</param>
public sealed record AuthorizationRow(
    Guid AuthorizationId,
    string Occasion,
    string ChargePointId,
    int? ConnectorId,
    Guid TokenId,
    string Status,
    string? Reason,
    Guid? ParentTokenId,
    int? TransactionId,
    DateTimeOffset DecidedAt,
    int Times = 1) : ReadModelRow;
