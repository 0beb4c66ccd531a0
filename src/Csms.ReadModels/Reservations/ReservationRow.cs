namespace Csms.ReadModels.Reservations;

/// <summary>A reservation, from the call that asks for it to its end.</summary>
/// <param name="Id">That of the ReserveNow call.</param>
/// <param name="ReservationId">OCPP's number, unique at the charge point while it is in use.</param>
/// <param name="ConnectorId">0: any connector.</param>
/// <param name="Status">requested, not_sent, refused, unknown, reserved, used, expired, cancelled, terminated or replaced.</param>
/// <param name="Answer">What the charge point answered: a status or the code of a CALLERROR.</param>
/// <param name="TokenId">Pseudonym of the idTag; null until it was accepted, or where it was erased.</param>
/// <param name="HeldConnectorId">The connector that reported Reserved.</param>
/// <param name="EndedAt">When its end was recorded, or that it will never begin.</param>
/// <param name="TransactionId">The transaction that used it.</param>
/// <param name="TerminatedBy">The connector status that ended it.</param>
/// <param name="ReplacedBy">The reservation that took its number.</param>
/// <param name="PassedOverBy">The last transaction of somebody else on the reserved connector.</param>
/// <param name="CancellationRejectedAt">When the charge point said that it does not know it.</param>
public sealed record ReservationRow(
    Guid Id,
    string ChargePointId,
    int ReservationId,
    int ConnectorId,
    DateTimeOffset? ExpiryDate,
    string Status,
    DateTimeOffset RequestedAt,
    string RequestedBy,
    string? Answer = null,
    DateTimeOffset? MadeAt = null,
    Guid? TokenId = null,
    Guid? ParentTokenId = null,
    int? HeldConnectorId = null,
    DateTimeOffset? EndedAt = null,
    int? TransactionId = null,
    string? TerminatedBy = null,
    Guid? ReplacedBy = null,
    int? PassedOverBy = null,
    DateTimeOffset? CancellationRejectedAt = null) : ReadModelRow;
