using Csms.ReadModels.Reservations;

namespace Csms.Host.Api.Reservations;

/// <summary>A reservation, from the call that asks for it to its end.</summary>
/// <param name="Id">Also the id of the call that asks for it, see `/calls/{id}`.</param>
/// <param name="ReservationId">OCPP's number.</param>
/// <param name="ConnectorId">0: any connector.</param>
/// <param name="Status">requested; notSent; refused (see `answer`); unknown: the answer was lost; reserved; and its ends: used, expired, cancelled, terminated (see `terminatedBy`), replaced.</param>
/// <param name="Answer">What the charge point answered: a status of ReserveNow, or the code of a CALLERROR.</param>
/// <param name="IdTag">Whom it is for; absent until the charge point accepted, or where it was erased.</param>
/// <param name="TokenId">Pseudonym of the idTag.</param>
/// <param name="ParentIdTag">The group whose tokens may use it too.</param>
/// <param name="HeldConnectorId">The connector that reported Reserved.</param>
/// <param name="TransactionId">The transaction that used it.</param>
/// <param name="TerminatedBy">The connector status that ended it: Faulted, Unavailable, or Available before its expiry date.</param>
/// <param name="ReplacedBy">The reservation that took its number.</param>
/// <param name="PassedOverBy">The last transaction of somebody else on the reserved connector.</param>
/// <param name="CancellationRejectedAt">When the charge point said that it does not know it; it goes on here until it expires.</param>
internal sealed record ReservationView(
    Guid Id,
    string ChargePointId,
    int ReservationId,
    int ConnectorId,
    DateTimeOffset? ExpiryDate,
    ReservationState Status,
    DateTimeOffset RequestedAt,
    string RequestedBy,
    string? Answer,
    string? IdTag,
    Guid? TokenId,
    string? ParentIdTag,
    DateTimeOffset? MadeAt,
    int? HeldConnectorId,
    DateTimeOffset? EndedAt,
    int? TransactionId,
    string? TerminatedBy,
    Guid? ReplacedBy,
    int? PassedOverBy,
    DateTimeOffset? CancellationRejectedAt)
{
    public static ReservationView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e60"),
        "CP-0815",
        17,
        1,
        new(2026, 1, 31, 13, 0, 0, TimeSpan.Zero),
        ReservationState.Used,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "key:admin",
        "Accepted",
        "04E29A3B",
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        null,
        new(2026, 1, 31, 12, 0, 0, 340, TimeSpan.Zero),
        1,
        new(2026, 1, 31, 12, 21, 0, TimeSpan.Zero),
        4711,
        null,
        null,
        null,
        null);

    public static ReservationView Of(ReservationRow row, IReadOnlyDictionary<Guid, string> idTags) => new(
        row.Id,
        row.ChargePointId,
        row.ReservationId,
        row.ConnectorId,
        row.ExpiryDate,
        Enum.Parse<ReservationState>(row.Status.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
        row.RequestedAt,
        row.RequestedBy,
        row.Answer,
        row.TokenId is { } token ? idTags.GetValueOrDefault(token) : null,
        row.TokenId,
        row.ParentTokenId is { } parent ? idTags.GetValueOrDefault(parent) : null,
        row.MadeAt,
        row.HeldConnectorId,
        row.EndedAt,
        row.TransactionId,
        row.TerminatedBy,
        row.ReplacedBy,
        row.PassedOverBy,
        row.CancellationRejectedAt);
}

/// <summary>How far a reservation has come.</summary>
internal enum ReservationState
{
    Requested,
    NotSent,
    Refused,
    Unknown,
    Reserved,
    Used,
    Expired,
    Cancelled,
    Terminated,
    Replaced,
}
