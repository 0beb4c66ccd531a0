namespace Csms.ReadModels.Transactions;

/// <summary>A charging transaction.</summary>
/// <param name="StreamId">Its event stream.</param>
/// <param name="TransactionId">OCPP's number, unique over all charge points.</param>
/// <param name="TokenId">Pseudonym of the idTag that started it.</param>
/// <param name="Status">running, stopped, superseded or closed.</param>
/// <param name="AuthorizationStatus">What the token was worth at the start.</param>
/// <param name="StartedAt">By the charge point's clock, as is <paramref name="StoppedAt"/>.</param>
/// <param name="MeterStart">Wh.</param>
/// <param name="MeterStop">Wh, as reported (may be nonsense).</param>
/// <param name="EnergyWh">Last good register minus start while it runs, stop minus start once stopped; null when unknown, never negative.</param>
/// <param name="DurationSeconds">From start to stop; null while it runs or when the stop is earlier than the start.</param>
/// <param name="LastRegisterWh">Newest reading of the energy register that is not below the start or an earlier one.</param>
/// <param name="LastMeterValueAt">By the charge point's clock.</param>
/// <param name="Samples">Samples reported, repeated ones included.</param>
/// <param name="Flags">Everything doubtful about it, in order of appearance.</param>
public sealed record TransactionRow(
    string StreamId,
    int TransactionId,
    string ChargePointId,
    int ConnectorId,
    Guid TokenId,
    string Status,
    string AuthorizationStatus,
    int? ReservationId,
    DateTimeOffset StartedAt,
    DateTimeOffset StartRecordedAt,
    long MeterStart,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? StopRecordedAt,
    long? MeterStop,
    string? StopReason,
    Guid? StopTokenId,
    long? EnergyWh,
    long? DurationSeconds,
    long? LastRegisterWh,
    DateTimeOffset? LastMeterValueAt,
    long Samples,
    IReadOnlyList<string> Flags) : ReadModelRow;
