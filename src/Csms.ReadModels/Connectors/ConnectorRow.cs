namespace Csms.ReadModels.Connectors;

/// <summary>A connector as it last reported itself; connector 0 is the charge point as a whole.</summary>
/// <param name="Since">When it was first reported to be in this status, by the server's clock.</param>
/// <param name="DeviceTime">Time of the last report by the charge point's clock.</param>
/// <param name="NewestDeviceTime">Newest credible device time since the last boot: a report from before it is history.</param>
/// <param name="ReportedAt">When the last report was recorded.</param>
public sealed record ConnectorRow(
    string ChargePointId,
    int ConnectorId,
    string Status,
    string ErrorCode,
    string? Info,
    string? VendorId,
    string? VendorErrorCode,
    DateTimeOffset Since,
    DateTimeOffset? DeviceTime,
    DateTimeOffset ReportedAt,
    IReadOnlyList<string> Anomalies,
    DateTimeOffset? NewestDeviceTime = null) : ReadModelRow;
