using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using Csms.ReadModels.Cdrs;

namespace Csms.Host.Api.Cdrs;

/// <summary>What became of a CDR.</summary>
internal enum CdrState
{
    /// <summary>Doubtful and not billed: somebody has to look.</summary>
    Held,

    /// <summary>It counts.</summary>
    Issued,

    /// <summary>A credit took it back.</summary>
    Credited,

    /// <summary>It takes another one back.</summary>
    Credit,

    /// <summary>It was released, and there was nothing to bill.</summary>
    Nothing,
}

/// <summary>A charge detail record, a credit, or a session that is held back.</summary>
/// <param name="CdrId">Of a held session that which its CDR will have.</param>
/// <param name="TokenId">Pseudonym of the idTag.</param>
/// <param name="CreditReferenceId">What a credit takes back.</param>
/// <param name="CreditedBy">The credit that took it back.</param>
/// <param name="TariffVersion">0: none was assigned.</param>
/// <param name="StartedAt">Clock errors of the charge point corrected.</param>
/// <param name="EnergyKwh">Provisional while held, negative in a credit.</param>
/// <param name="TotalExclVat">Rounded; negative in a credit; absent while held.</param>
/// <param name="TotalInclVat">Absent where VAT does not apply.</param>
/// <param name="FreeOfCharge">No tariff was assigned when it started.</param>
/// <param name="Flags">What was noticed; absent when nothing was.</param>
/// <param name="RuledBy">Who released or corrected it.</param>
internal sealed record CdrView(
    string CdrId,
    CdrState State,
    int TransactionId,
    string ChargePointId,
    int ConnectorId,
    Guid TokenId,
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
    bool FreeOfCharge,
    IReadOnlyList<string>? Flags,
    string? RuledBy,
    DateTimeOffset IssuedAt)
{
    public static CdrView Example { get; } = new(
        "5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f", CdrState.Issued, 4711, "CP-0815", 1, new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"), null, null, "day-and-night", 2, "EUR",
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 45, 0, TimeSpan.Zero), 8.55m, 0.75m, null, 4.35m, 5.17m, false, null, null,
        new(2026, 1, 31, 12, 45, 11, TimeSpan.Zero));

    public static CdrView Of(CdrRow row) => new(
        row.CdrId, Enum.Parse<CdrState>(row.State, ignoreCase: true), row.TransactionId, row.ChargePointId, row.ConnectorId, row.TokenId, row.CreditReferenceId,
        row.CreditedBy, row.TariffId, row.TariffVersion, row.Currency, row.StartedAt, row.EndedAt, row.EnergyKwh, row.TotalHours, row.ParkingHours,
        row.TotalExclVat, row.TotalInclVat, row.FreeOfCharge, row.Flags.Count > 0 ? row.Flags : null, row.RuledBy, row.IssuedAt);
}

/// <summary>A line of a bill: what one price component of the tariff billed.</summary>
/// <param name="Element">Which element of the tariff, from 0.</param>
/// <param name="Volume">kWh, hours, or 1; what the step size added included.</param>
/// <param name="UnitPrice">Without VAT, per kWh, per hour, or once.</param>
/// <param name="Vat">Percent; absent: VAT does not apply.</param>
/// <param name="ExclVat">Not rounded.</param>
/// <param name="InclVat">Not rounded.</param>
internal sealed record BilledLine(
    int Element, TariffDimensionType Type, bool IsReservation, decimal Volume, decimal AddedByStep, decimal UnitPrice, decimal? Vat, decimal ExclVat, decimal? InclVat)
{
    public static BilledLine Example { get; } = new(1, TariffDimensionType.Energy, false, 8.55m, 0, 0.45m, 19, 3.8475m, 4.578525m);

    public static BilledLine Of(CostLine line) => new(
        line.ElementIndex, line.Type, line.IsReservation, line.Volume, line.AddedByStep, line.UnitPrice, line.Vat, line.Exact.ExclVat, line.Exact.InclVat);
}

/// <summary>A stretch in which the same prices applied.</summary>
/// <param name="Counts">What its time counts as.</param>
/// <param name="Kwh">Delivered in it, billed or not.</param>
/// <param name="AtStart">Whether the register at its start was measured, or derived between two readings.</param>
/// <param name="AtEnd">Whether the register at its end was measured, or derived between two readings.</param>
/// <param name="Prices">What was billed in it; empty: nothing.</param>
/// <param name="Readings">Sequences of the events its energy comes from.</param>
internal sealed record ExplainedPeriod(
    DateTimeOffset Start, DateTimeOffset End, TimeCountsAs Counts, decimal Kwh, RegisterSource AtStart, RegisterSource AtEnd, IReadOnlyList<BilledLine> Prices, IReadOnlyList<long> Readings)
{
    public static ExplainedPeriod Example { get; } = new(
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 45, 0, TimeSpan.Zero), TimeCountsAs.Time, 8.55m, RegisterSource.Measured, RegisterSource.Measured,
        [BilledLine.Example], [810, 812, 830]);

    public static ExplainedPeriod Of(PricedPeriod period, IReadOnlyList<long> readings) => new(
        period.Start,
        period.End,
        period.Counts,
        period.Wh / 1000,
        period.AtStart,
        period.AtEnd,
        [.. period.Prices.Select(price => new BilledLine(
            price.ElementIndex, price.Type, false, price.Volume, price.AddedByStep, price.UnitPrice, price.Vat, price.Exact.ExclVat, price.Exact.InclVat))],
        readings);
}

/// <summary>An event behind a bill.</summary>
internal sealed record ExplainingEvent(long Sequence, string Type, string StreamId, DateTimeOffset RecordedAt);

/// <summary>How a CDR came about.</summary>
/// <param name="AssignedBy">Which assignment chose the tariff; absent: none did, it is free of charge.</param>
/// <param name="Rounding">Where it was rounded.</param>
/// <param name="EngineVersion">Of the pricing engine.</param>
/// <param name="ExclVat">As billed.</param>
/// <param name="InclVat">As billed.</param>
/// <param name="ExactExclVat">Before it was rounded.</param>
/// <param name="ExactInclVat">Before it was rounded.</param>
/// <param name="Limit">Whether a limit of the tariff made it so; absent: the lines add up to it.</param>
/// <param name="Ruling">What an operator decided about its energy, and why.</param>
/// <param name="Flags">What was noticed.</param>
/// <param name="Events">All events that it follows from.</param>
/// <param name="Sequence">Of the event that it is.</param>
internal sealed record CdrExplanation(
    string CdrId,
    int TransactionId,
    string TariffId,
    int TariffVersion,
    string? AssignedBy,
    string TimeZone,
    RoundingPolicy Rounding,
    int EngineVersion,
    string Currency,
    decimal ExclVat,
    decimal? InclVat,
    decimal ExactExclVat,
    decimal? ExactInclVat,
    PriceLimit? Limit,
    IReadOnlyList<BilledLine> Lines,
    IReadOnlyList<ExplainedPeriod> Periods,
    RulingView? Ruling,
    IReadOnlyList<string>? Flags,
    IReadOnlyList<ExplainingEvent> Events,
    long Sequence)
{
    public static CdrExplanation Example { get; } = new(
        "5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f", 4711, "day-and-night", 2, "ChargePoint", "Europe/Berlin", RoundingPolicy.PerTotal, 1, "EUR", 4.35m, 5.17m, 4.3475m, 5.173525m,
        null, [BilledLine.Example], [ExplainedPeriod.Example], null, null,
        [new(810, "transaction_started", "transaction-5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f", new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero))], 835);
}

/// <summary>What an operator decided.</summary>
/// <param name="By">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="MeasuredWh">Energy by the readings.</param>
/// <param name="BilledWh">Energy that is billed.</param>
/// <param name="Accepted">Doubts that were accepted.</param>
internal sealed record RulingView(string By, string Reason, long MeasuredWh, long BilledWh, IReadOnlyList<string> Accepted);

/// <summary>What a session costs.</summary>
/// <param name="State">running: up to the last reading; open: over, and not billed yet; held, issued or nothing.</param>
/// <param name="CdrId">Of the bill, once there is one.</param>
/// <param name="Kwh">Energy that it is of.</param>
/// <param name="UpTo">End of what is in it.</param>
internal sealed record CostView(
    int TransactionId,
    string State,
    string? CdrId,
    string TariffId,
    int TariffVersion,
    string? AssignedBy,
    string Currency,
    decimal ExclVat,
    decimal? InclVat,
    decimal Kwh,
    DateTimeOffset? UpTo,
    IReadOnlyList<BilledLine> Lines,
    IReadOnlyList<string>? Flags)
{
    public static CostView Example { get; } = new(
        4711, "running", null, "day-and-night", 2, "ChargePoint", "EUR", 4.35m, 5.17m, 8.55m, new(2026, 1, 31, 12, 45, 0, TimeSpan.Zero), [BilledLine.Example], null);
}
