namespace Csms.ReadModels.Cdrs;

/// <summary>A charge detail record, a credit, or a session that is held back.</summary>
/// <param name="CdrId">Of a held session that which its CDR will have.</param>
/// <param name="BillId">The uuid of the transaction.</param>
/// <param name="State">held, issued, credited, credit or nothing.</param>
/// <param name="CreditReferenceId">What a credit takes back.</param>
/// <param name="CreditedBy">The credit that took it back.</param>
/// <param name="TariffVersion">0: free of charge, none was assigned.</param>
/// <param name="StartedAt">Corrected time, as is <paramref name="EndedAt"/>.</param>
/// <param name="RuledBy">Who released or corrected it.</param>
/// <param name="IssuedAt">By the server's clock.</param>
public sealed record CdrRow(
    string CdrId,
    Guid BillId,
    int TransactionId,
    string ChargePointId,
    int ConnectorId,
    Guid TokenId,
    string State,
    string? CreditReferenceId,
    string? CreditedBy,
    string TariffId,
    int TariffVersion,
    string? Currency,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    decimal? EnergyKwh,
    decimal? TotalHours,
    decimal? ParkingHours,
    decimal? TotalExclVat,
    decimal? TotalInclVat,
    decimal? FixedCost,
    decimal? EnergyCost,
    decimal? TimeCost,
    decimal? ParkingCost,
    decimal? ReservationCost,
    IReadOnlyList<string> Flags,
    bool FreeOfCharge,
    string? RuledBy,
    DateTimeOffset IssuedAt) : ReadModelRow;
