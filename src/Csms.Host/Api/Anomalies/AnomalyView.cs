using Csms.Domain.Anomalies;
using Csms.ReadModels.Anomalies;

namespace Csms.Host.Api.Anomalies;

/// <summary>What became of an anomaly.</summary>
internal enum AnomalyState
{
    Open,

    /// <summary>The suggestion was carried out.</summary>
    Accepted,

    /// <summary>Something else was.</summary>
    Overridden,

    /// <summary>By itself: what was missing came, or the bill was released.</summary>
    Resolved,
}

/// <summary>Something doubtful in the record.</summary>
/// <param name="Severity">high: energy is not billed because of it; medium: look at the charge point; low: for the record.</param>
/// <param name="TransactionId">OCPP's number.</param>
/// <param name="TokenId">Pseudonym of the idTag.</param>
/// <param name="CdrId">The id that the CDR of the held bill will have.</param>
/// <param name="CallId">The call that had no effect.</param>
/// <param name="Flags">What was noticed: doubts about reports, or flags of the bill.</param>
/// <param name="EnergyWh">Provisional energy of a held bill.</param>
/// <param name="Suggestion">What would put it right; absent: a person has to say.</param>
/// <param name="Repair">What was decided.</param>
/// <param name="Source">Sequence of the event that showed it last; `/events` has it.</param>
internal sealed record AnomalyView(
    Guid Id,
    AnomalyKind Kind,
    AnomalySeverity Severity,
    AnomalyState State,
    string ChargePointId,
    int? ConnectorId,
    int? TransactionId,
    Guid? TokenId,
    string? CdrId,
    Guid? CallId,
    IReadOnlyList<string> Flags,
    long? EnergyWh,
    AnomalyRepair? Suggestion,
    AnomalyRepair? Repair,
    string? DecidedBy,
    string? Reason,
    long Source,
    DateTimeOffset DetectedAt,
    DateTimeOffset? EndedAt)
{
    public static AnomalyView Example { get; } = new(
        new("3f6b1a52-9c1d-8e0f-8a4b-5c6d7e8f9a0b"),
        AnomalyKind.StartWithoutStop,
        AnomalySeverity.High,
        AnomalyState.Open,
        "CP-0815",
        1,
        4711,
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        "5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f",
        null,
        ["STOP_MISSING"],
        8_550,
        new(RepairAction.Close, 8_550, new(2026, 1, 31, 12, 45, 0, TimeSpan.Zero)),
        null,
        null,
        null,
        812,
        new(2026, 1, 31, 14, 0, 1, TimeSpan.Zero),
        null);

    public static AnomalyView Of(AnomalyRow row) => new(
        row.Id,
        Enum.Parse<AnomalyKind>(row.Kind),
        Enum.Parse<AnomalySeverity>(row.Severity),
        Enum.Parse<AnomalyState>(row.State, ignoreCase: true),
        row.ChargePointId,
        row.ConnectorId,
        row.TransactionId,
        row.TokenId,
        row.CdrId,
        row.CallId,
        row.Flags,
        row.EnergyWh,
        row.Suggestion is { } suggestion ? AnomalyRepair.Of(suggestion) : null,
        row.Repair is { } repair ? AnomalyRepair.Of(repair) : null,
        row.DecidedBy,
        row.Reason,
        row.Source,
        row.DetectedAt,
        row.EndedAt);
}
