namespace Csms.ReadModels.MeterValues;

/// <summary>A row of <c>meter_values</c>.</summary>
internal readonly record struct SampleRow(
    long Sequence,
    DateTimeOffset DeviceTime,
    long? TransactionId,
    int KindId,
    int ConnectorId,
    string ChargePointId,
    string Unit,
    string Format,
    string? ValueText,
    decimal? Value,
    Guid? ContentId);
