using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.ConnectorStates.ErrorRow>;

namespace Csms.ReadModels.ConnectorStates;

/// <summary>An error that a connector reported.</summary>
/// <param name="EndedAt">When it was first reported gone, or to be another one; null: it lasts.</param>
internal sealed record ErrorRow(
    string ChargePointId, int ConnectorId, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, string Status, string ErrorCode, string? VendorId, string? VendorErrorCode)
    : ReadModelRow
{
    public static RowTable<ErrorRow> Table { get; } = new(
        "errors",
        "charge_point_id, connector_id, started_at",
        r => new(r.Text(), r.Integer(), r.Time(), r.TimeOrNull(), r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull()),
        Text("charge_point_id", r => r.ChargePointId),
        Integer("connector_id", r => r.ConnectorId),
        Time("started_at", r => r.StartedAt),
        Time("ended_at", r => r.EndedAt),
        Text("status", r => r.Status),
        Text("error_code", r => r.ErrorCode),
        Text("vendor_id", r => r.VendorId),
        Text("vendor_error_code", r => r.VendorErrorCode));

    /// <summary>What a state has to say about errors; null: nothing is wrong.</summary>
    public static ErrorRow? Of(StateInterval state, DateTimeOffset at) => state.ErrorCode == "NoError" && state.Status != "Faulted"
        ? null
        : new(state.ChargePointId, state.ConnectorId, at, null, state.Status, state.ErrorCode, state.VendorId, state.VendorErrorCode);

    public bool IsLike(ErrorRow other) => (ErrorCode, VendorId, VendorErrorCode) == (other.ErrorCode, other.VendorId, other.VendorErrorCode);
}
