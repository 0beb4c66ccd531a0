using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.ConnectorStates.StateInterval>;

namespace Csms.ReadModels.ConnectorStates;

/// <summary>A connector, a state, and how long it lasted by the server's clock.</summary>
/// <param name="EndedAt">Beginning of the next interval; null: it lasts.</param>
/// <param name="Status">As last reported, also while offline.</param>
/// <param name="Cause">What began it.</param>
/// <param name="Epoch">The newest connection that was seen to begin.</param>
/// <param name="KnownSince">First interval of a row of them without gaps.</param>
/// <param name="Removed">It ended with its charge point: nothing follows.</param>
internal sealed record StateInterval(
    string ChargePointId,
    int ConnectorId,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    string Status,
    bool Offline,
    string Cause,
    string ErrorCode,
    string? VendorId,
    string? VendorErrorCode,
    long? Epoch,
    DateTimeOffset? NewestDeviceTime,
    DateTimeOffset KnownSince,
    bool Removed = false) : ReadModelRow
{
    public static RowTable<StateInterval> Table { get; } = new(
        "connector_state_intervals",
        "charge_point_id, connector_id, started_at",
        r => new(
            r.Text(), r.Integer(), r.Time(), r.TimeOrNull(), r.Text(), r.Boolean(), r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.BigintOrNull(),
            r.TimeOrNull(), r.Time(), r.Boolean()),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Time("started_at", r => r.StartedAt),
        Time("ended_at", r => r.EndedAt),
        Text("status", r => r.Status),
        Boolean("offline", r => r.Offline),
        Text("cause", r => r.Cause),
        Text("error_code", r => r.ErrorCode),
        Text("vendor_id", r => r.VendorId),
        Text("vendor_error_code", r => r.VendorErrorCode),
        Bigint("connection_epoch", r => r.Epoch),
        Time("newest_device_time", r => r.NewestDeviceTime),
        Time("known_since", r => r.KnownSince),
        Boolean("removed", r => r.Removed));

    /// <summary>Whether both say the same about the connector.</summary>
    public bool IsLike(StateInterval other) =>
        (Status, Offline, ErrorCode, VendorId, VendorErrorCode) == (other.Status, other.Offline, other.ErrorCode, other.VendorId, other.VendorErrorCode);
}
