using Csms.Domain.ChargePoints;
using Csms.ReadModels.ChargePoints;
using Csms.ReadModels.Connectors;

namespace Csms.Host.Api.ChargePoints;

/// <summary>A charge point: how it is admitted, whether it is connected, what it said at its last boot.</summary>
/// <param name="Id">Identity, the last part of its OCPP address.</param>
/// <param name="Registration">How its BootNotification is answered.</param>
/// <param name="SecurityProfile">0: no security; 1: password; 2: password and TLS; 3: client certificate.</param>
/// <param name="Discovered">It connected before anybody had entered it, and nobody has decided about it yet.</param>
/// <param name="Connection">Its newest connection; absent when it never connected.</param>
/// <param name="Boot">Its last BootNotification; absent before the first.</param>
/// <param name="Status">Of the charge point as a whole (connector 0), as OCPP spells it.</param>
/// <param name="Connectors">By number.</param>
/// <param name="Automation">What is done for it without being asked; absent when nothing is.</param>
/// <param name="MessageChecking">lenient or strict: what happens to messages that break the specification.</param>
/// <param name="SubprotocolAssumed">It may connect without naming the subprotocol `ocpp1.6`.</param>
internal sealed record ChargePointView(
    string Id,
    RegistrationPolicy Registration,
    int SecurityProfile,
    bool Discovered,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? PasswordReplacedAt,
    ConnectionView? Connection,
    BootView? Boot,
    string? Status,
    string? ErrorCode,
    DateTimeOffset? StatusSince,
    IReadOnlyList<ConnectorView>? Connectors = null,
    IReadOnlyList<Automation>? Automation = null,
    MessageChecking MessageChecking = MessageChecking.Lenient,
    bool SubprotocolAssumed = false)
{
    public static ChargePointView Example { get; } = new(
        "CP-0815",
        RegistrationPolicy.Accepted,
        2,
        Discovered: false,
        new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero),
        new(2026, 1, 12, 8, 0, 0, TimeSpan.Zero),
        ConnectionView.Example,
        BootView.Example,
        "Available",
        "NoError",
        new(2026, 1, 31, 11, 58, 4, TimeSpan.Zero),
        [ConnectorView.Example]);

    public static ChargePointView Of(ChargePointRow row, DateTimeOffset? lastSeen, IReadOnlyList<ConnectorRow>? connectors = null) => new(
        row.ChargePointId,
        Enum.Parse<RegistrationPolicy>(row.Registration),
        row.SecurityProfile,
        row.Discovered,
        row.RegisteredAt,
        row.PasswordReplacedAt,
        row.ConnectedAt is null
            ? null
            : new(row.Connected, row.ConnectedAt.Value, row.Node, lastSeen, row.ConnectionSecurityProfile, row.DisconnectedAt, row.DisconnectReason),
        row is { BootedAt: { } bootedAt, BootAnswer: { } answer }
            ? new(
                bootedAt, Enum.Parse<RegistrationPolicy>(answer), row.Vendor!, row.Model!, row.ChargePointSerialNumber, row.ChargeBoxSerialNumber,
                row.FirmwareVersion, row.Iccid, row.Imsi, row.MeterType, row.MeterSerialNumber)
            : null,
        row.Status,
        row.ErrorCode,
        row.StatusSince,
        connectors is null ? null : [.. connectors.Where(c => c.ConnectorId != 0).Select(ConnectorView.Of)],
        row.Automation.Count == 0 ? null : [.. row.Automation.Select(Enum.Parse<Automation>)],
        Enum.Parse<MessageChecking>(row.MessageChecking),
        row.SubprotocolAssumed);
}

/// <summary>A connection of a charge point.</summary>
/// <param name="Connected">Whether it is open.</param>
/// <param name="Since">When it was opened.</param>
/// <param name="Node">The server process that holds it.</param>
/// <param name="LastSeenAt">When anything was last heard of it; up to some seconds old.</param>
/// <param name="SecurityProfile">The one that was used.</param>
internal sealed record ConnectionView(
    bool Connected,
    DateTimeOffset Since,
    string? Node,
    DateTimeOffset? LastSeenAt,
    int? SecurityProfile,
    DateTimeOffset? DisconnectedAt,
    string? DisconnectReason)
{
    public static ConnectionView Example { get; } =
        new(true, new(2026, 1, 31, 11, 58, 2, TimeSpan.Zero), "csms-1", new(2026, 1, 31, 12, 3, 2, TimeSpan.Zero), 2, null, null);
}

/// <summary>What a charge point said when it booted (OCPP 1.6 section 4.2), and what it was answered.</summary>
internal sealed record BootView(
    DateTimeOffset At,
    RegistrationPolicy Answer,
    string Vendor,
    string Model,
    string? ChargePointSerialNumber,
    string? ChargeBoxSerialNumber,
    string? FirmwareVersion,
    string? Iccid,
    string? Imsi,
    string? MeterType,
    string? MeterSerialNumber)
{
    public static BootView Example { get; } = new(
        new(2026, 1, 31, 11, 58, 3, TimeSpan.Zero), RegistrationPolicy.Accepted, "Voltara", "Duo 22", "VD22-004711", null, "4.2.0", null, null, null, null);
}

/// <summary>A connector as it last reported itself.</summary>
/// <param name="Status">As OCPP spells it.</param>
/// <param name="Since">When it was first reported to be in this status.</param>
/// <param name="DeviceTime">Of the last report, by the charge point's clock.</param>
internal sealed record ConnectorView(
    int Id,
    string Status,
    string ErrorCode,
    DateTimeOffset Since,
    DateTimeOffset? DeviceTime,
    string? Info,
    string? VendorId,
    string? VendorErrorCode,
    IReadOnlyList<string>? Anomalies)
{
    public static ConnectorView Example { get; } = new(
        1, "Charging", "NoError", new(2026, 1, 31, 12, 1, 0, TimeSpan.Zero), new(2026, 1, 31, 12, 0, 59, TimeSpan.Zero), null, null, null, null);

    public static ConnectorView Of(ConnectorRow row) => new(
        row.ConnectorId, row.Status, row.ErrorCode, row.Since, row.DeviceTime, row.Info, row.VendorId, row.VendorErrorCode,
        row.Anomalies.Count == 0 ? null : row.Anomalies);
}
