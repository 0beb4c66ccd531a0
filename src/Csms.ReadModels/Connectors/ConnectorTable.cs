using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.Connectors.ConnectorRow>;

namespace Csms.ReadModels.Connectors;

internal static class ConnectorTable
{
    public static RowTable<ConnectorRow> Rows { get; } = new(
        "connectors",
        "charge_point_id, connector_id",
        r => new(
            r.Text(), r.Integer(), r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.TextOrNull(), r.Time(), r.TimeOrNull(), r.Time(), r.Names(),
            r.TimeOrNull()),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Text("status", r => r.Status),
        Text("error_code", r => r.ErrorCode),
        Text("info", r => r.Info),
        Text("vendor_id", r => r.VendorId),
        Text("vendor_error_code", r => r.VendorErrorCode),
        Time("since", r => r.Since),
        Time("device_time", r => r.DeviceTime),
        Time("reported_at", r => r.ReportedAt),
        Names("anomalies", r => r.Anomalies),
        Time("newest_device_time", r => r.NewestDeviceTime));
}
