namespace Csms.ReadModels.MeterValues;

/// <summary>A sample, with OCPP's defaults filled in.</summary>
/// <param name="TransactionId">Null for a main meter or outside transactions.</param>
/// <param name="ConnectorId">0 is the main meter.</param>
/// <param name="Timestamp">By the charge point's clock.</param>
/// <param name="Phase">Null for all phases together.</param>
/// <param name="Value">Null when the text is no number.</param>
/// <param name="ValueText">As the charge point wrote it; null for signed data.</param>
/// <param name="ContentId">Key of the erasable content that holds a signed value.</param>
/// <param name="Sequence">Of the event that reported it first.</param>
public sealed record MeterValueRow(
    string ChargePointId,
    int ConnectorId,
    long? TransactionId,
    DateTimeOffset Timestamp,
    string Measurand,
    string? Phase,
    string Unit,
    string Context,
    string Location,
    string Format,
    decimal? Value,
    string? ValueText,
    Guid? ContentId,
    long Sequence);
