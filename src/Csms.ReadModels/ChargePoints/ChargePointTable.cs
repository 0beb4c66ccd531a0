using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.ChargePoints.ChargePointRow>;

namespace Csms.ReadModels.ChargePoints;

internal static class ChargePointTable
{
    public static RowTable<ChargePointRow> Rows { get; } = new(
        "charge_points",
        "charge_point_id",
        r => new(
            r.Text(), r.Text(), r.Integer(), r.Boolean(), r.Time(), r.TimeOrNull(), r.TimeOrNull(),
            r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(),
            r.TimeOrNull(), r.TextOrNull(),
            r.Boolean(), r.BigintOrNull(), r.TextOrNull(), r.IntegerOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.TextOrNull(),
            r.TextOrNull(), r.TextOrNull(), r.TimeOrNull(), r.TimeOrNull(), r.Text(), r.Boolean())
        {
            Automation = r.Names(),
        },
        Text("charge_point_id", r => r.ChargePointId),
        Text("registration", r => r.Registration),
        Integer("security_profile", r => r.SecurityProfile),
        Boolean("discovered", r => r.Discovered),
        Time("registered_at", r => r.RegisteredAt),
        Time("password_replaced_at", r => r.PasswordReplacedAt),
        Time("removed_at", r => r.RemovedAt),
        Text("vendor", r => r.Vendor),
        Text("model", r => r.Model),
        Text("charge_point_serial_number", r => r.ChargePointSerialNumber),
        Text("charge_box_serial_number", r => r.ChargeBoxSerialNumber),
        Text("firmware_version", r => r.FirmwareVersion),
        Text("iccid", r => r.Iccid),
        Text("imsi", r => r.Imsi),
        Text("meter_type", r => r.MeterType),
        Text("meter_serial_number", r => r.MeterSerialNumber),
        Time("booted_at", r => r.BootedAt),
        Text("boot_answer", r => r.BootAnswer),
        Boolean("connected", r => r.Connected),
        Bigint("connection_epoch", r => r.ConnectionEpoch),
        Text("node", r => r.Node),
        Integer("connection_security_profile", r => r.ConnectionSecurityProfile),
        Time("connected_at", r => r.ConnectedAt),
        Time("disconnected_at", r => r.DisconnectedAt),
        Text("disconnect_reason", r => r.DisconnectReason),
        Text("status", r => r.Status),
        Text("error_code", r => r.ErrorCode),
        Time("status_since", r => r.StatusSince),
        Time("newest_device_time", r => r.NewestDeviceTime),
        Text("message_checking", r => r.MessageChecking),
        Boolean("subprotocol_assumed", r => r.SubprotocolAssumed),
        Names("automation", r => r.Automation));
}
