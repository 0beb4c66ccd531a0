using Csms.ReadModels.MeterValues;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Api.Transactions;

/// <summary>A charging transaction.</summary>
/// <param name="TransactionId">OCPP's number, unique over all charge points.</param>
/// <param name="Status">running, stopped, superseded (a later one started on its connector, and its stop has not come), or closed (by the policy for those whose stop never came).</param>
/// <param name="IdTag">What started it; absent when it was erased.</param>
/// <param name="TokenId">Pseudonym of the idTag.</param>
/// <param name="Authorization">What the token was worth at the start, as OCPP spells it; the transaction runs whatever it is.</param>
/// <param name="StartedAt">By the charge point's clock, as is `stoppedAt`.</param>
/// <param name="MeterStart">Wh.</param>
/// <param name="MeterStop">Wh, as reported; may be nonsense.</param>
/// <param name="EnergyWh">Last good register minus start while it runs, stop minus start once stopped; absent when unknown, never negative.</param>
/// <param name="DurationSeconds">From start to stop; absent while it runs.</param>
/// <param name="StopReason">As OCPP spells it.</param>
/// <param name="Anomalies">Everything doubtful about it, in order of appearance; absent when nothing is.</param>
/// <param name="StreamId">Its event stream, for `/streams/{id}/events`.</param>
internal sealed record TransactionView(
    int TransactionId,
    string ChargePointId,
    int ConnectorId,
    string Status,
    string? IdTag,
    Guid TokenId,
    string Authorization,
    int? ReservationId,
    DateTimeOffset StartedAt,
    DateTimeOffset StartRecordedAt,
    long MeterStart,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? StopRecordedAt,
    long? MeterStop,
    string? StopReason,
    Guid? StopTokenId,
    string? StopIdTag,
    long? EnergyWh,
    long? DurationSeconds,
    DateTimeOffset? LastMeterValueAt,
    long Samples,
    IReadOnlyList<string>? Anomalies,
    string StreamId)
{
    public static TransactionView Example { get; } = new(
        4711,
        "CP-0815",
        1,
        "stopped",
        "04E29A3B",
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        "Accepted",
        null,
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero),
        1_204_310,
        new(2026, 1, 31, 12, 45, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 45, 1, TimeSpan.Zero),
        1_212_860,
        "Local",
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        "04E29A3B",
        8_550,
        2_700,
        new(2026, 1, 31, 12, 44, 0, TimeSpan.Zero),
        88,
        null,
        "transaction-5d0f2b8e-6c1a-8b7d-9e3f-4a5b6c7d8e9f");

    public static TransactionView Of(TransactionRow row, IReadOnlyDictionary<Guid, string> idTags) => new(
        row.TransactionId,
        row.ChargePointId,
        row.ConnectorId,
        row.Status,
        idTags.GetValueOrDefault(row.TokenId),
        row.TokenId,
        row.AuthorizationStatus,
        row.ReservationId,
        row.StartedAt,
        row.StartRecordedAt,
        row.MeterStart,
        row.StoppedAt,
        row.StopRecordedAt,
        row.MeterStop,
        row.StopReason,
        row.StopTokenId,
        row.StopTokenId is { } stopper ? idTags.GetValueOrDefault(stopper) : null,
        row.EnergyWh,
        row.DurationSeconds,
        row.LastMeterValueAt,
        row.Samples,
        row.Flags.Count == 0 ? null : row.Flags,
        row.StreamId);
}

/// <summary>A sample, with OCPP's defaults filled in.</summary>
/// <param name="Timestamp">By the charge point's clock.</param>
/// <param name="Measurand">What was measured, e.g. Energy.Active.Import.Register.</param>
/// <param name="Phase">Absent for all phases together.</param>
/// <param name="Value">Absent when the text is no number.</param>
/// <param name="Text">As the charge point wrote it; absent for signed data.</param>
/// <param name="ContentId">Key of the erasable content that holds a signed value.</param>
/// <param name="Sequence">Of the event that reported it first.</param>
internal sealed record MeterValueView(
    DateTimeOffset Timestamp,
    int ConnectorId,
    string Measurand,
    string? Phase,
    decimal? Value,
    string? Text,
    string Unit,
    string Context,
    string Location,
    string Format,
    Guid? ContentId,
    long Sequence)
{
    public static MeterValueView Example { get; } = new(
        new(2026, 1, 31, 12, 1, 0, TimeSpan.Zero), 1, "Energy.Active.Import.Register", null, 1_204_490m, "1204490", "Wh", "Sample.Periodic", "Outlet", "Raw", null, 812);

    public static MeterValueView Of(MeterValueRow row) => new(
        row.Timestamp, row.ConnectorId, row.Measurand, row.Phase, row.Value, row.ValueText, row.Unit, row.Context, row.Location, row.Format, row.ContentId, row.Sequence);
}
