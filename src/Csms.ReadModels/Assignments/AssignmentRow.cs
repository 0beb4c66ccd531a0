namespace Csms.ReadModels.Assignments;

/// <summary>Which tariff a scope has.</summary>
/// <param name="Scope">TokenGroup, ChargePoint, ChargePointGroup or Default.</param>
/// <param name="Key">Which one; null for the default.</param>
/// <param name="TariffId">OCPI's id; null when it was taken away.</param>
/// <param name="AssignedFrom">For sessions that start from then on.</param>
public sealed record AssignmentRow(string StreamId, string Scope, string? Key, string? TariffId, DateTimeOffset AssignedFrom) : ReadModelRow;
