namespace Csms.ReadModels.ChargePoints;

/// <summary>A charge point: how it is admitted, what it said at boot, whether it is connected.</summary>
/// <param name="Registration">Accepted, Pending or Rejected.</param>
/// <param name="Discovered">It connected before anybody had entered it.</param>
/// <param name="RemovedAt">Null while it is in service.</param>
/// <param name="ConnectionEpoch">Number of its newest connection.</param>
/// <param name="Status">Of the charge point as a whole (connector 0), as last reported.</param>
/// <param name="NewestDeviceTime">Of its statuses, the newest credible one since the last boot: a report from before it is history.</param>
/// <param name="MessageChecking">Lenient or Strict.</param>
/// <param name="SubprotocolAssumed">It may connect without naming a subprotocol.</param>
public sealed record ChargePointRow(
    string ChargePointId,
    string Registration,
    int SecurityProfile,
    bool Discovered,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? PasswordReplacedAt = null,
    DateTimeOffset? RemovedAt = null,
    string? Vendor = null,
    string? Model = null,
    string? ChargePointSerialNumber = null,
    string? ChargeBoxSerialNumber = null,
    string? FirmwareVersion = null,
    string? Iccid = null,
    string? Imsi = null,
    string? MeterType = null,
    string? MeterSerialNumber = null,
    DateTimeOffset? BootedAt = null,
    string? BootAnswer = null,
    bool Connected = false,
    long? ConnectionEpoch = null,
    string? Node = null,
    int? ConnectionSecurityProfile = null,
    DateTimeOffset? ConnectedAt = null,
    DateTimeOffset? DisconnectedAt = null,
    string? DisconnectReason = null,
    string? Status = null,
    string? ErrorCode = null,
    DateTimeOffset? StatusSince = null,
    DateTimeOffset? NewestDeviceTime = null,
    string MessageChecking = "Lenient",
    bool SubprotocolAssumed = false) : ReadModelRow
{
    /// <summary>What is done for it without being asked.</summary>
    public IReadOnlyList<string> Automation { get; init; } = [];
}
