using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Rows;
using static Csms.ReadModels.Rows.Columns<Csms.ReadModels.DataTransfers.DataTransferRow>;

namespace Csms.ReadModels.DataTransfers;

internal sealed class DataTransferProjection(FoldMode mode) : RowProjection<Guid, DataTransferRow>(Rows, "transfer_id", mode)
{
    private const string Action = "DataTransfer";

    public static ReadModel ReadModel { get; } = new(
        "data_transfers",
        1,
        ["data_transfers"],
        [
            typeof(ChargePointEvent.DataTransferred), typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed),
            typeof(CallEvent.TimedOut), typeof(CallEvent.Expired), typeof(CallEvent.Cancelled),
        ],
        mode => new DataTransferProjection(mode));

    public static RowTable<DataTransferRow> Rows { get; } = new(
        "data_transfers",
        "transfer_id",
        r => new(
            r.Uuid(), r.Text(), r.Text(), r.Text(), r.TextOrNull(), r.TextOrNull(), r.UuidOrNull(), r.UuidOrNull(), r.Time(), r.TimeOrNull()),
        Uuid("transfer_id", r => r.TransferId),
        Text("charge_point_id", r => r.ChargePointId),
        Text("direction", r => r.Direction),
        Text("vendor_id", r => r.VendorId),
        Text("message_id", r => r.MessageId),
        Text("status", r => r.Status),
        Uuid("content_id", r => r.ContentId),
        Uuid("answer_content_id", r => r.AnswerContentId),
        Time("at", r => r.At),
        Time("answered_at", r => r.AnsweredAt));

    protected override bool Concerns(object recorded) => recorded is ChargePointEvent.DataTransferred or (CallEvent and not CallEvent.Sent);

    /// <summary>What came from a charge point is one event among others of its stream, and is named by its place in the feed.</summary>
    protected override Guid KeyOf(FeedEvent recorded) =>
        recorded.Event is CallEvent ? Guid.Parse(recorded.After("call-")) : FeedName.Of(recorded.Sequence);

    protected override Guid KeyOf(DataTransferRow row) => row.TransferId;

    protected override DataTransferRow? Evolve(DataTransferRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (ChargePointEvent.DataTransferred e, _) => new(
            KeyOf(recorded), recorded.After("charge-point-"), "from", e.VendorId, e.MessageId, e.Status, e.ContentId, e.AnswerContentId, recorded.RecordedAt,
            recorded.RecordedAt),
        (CallEvent.Requested { Action: Action } e, _) => new(
            KeyOf(recorded), e.ChargePointId, "to", Member(e.Payload, "vendorId") ?? "", Member(e.Payload, "messageId"), null, e.ContentId, null,
            recorded.RecordedAt, null),
        (_, null) => null,
        (CallEvent.Answered e, _) => row with { Status = Member(e.Response, "status"), AnswerContentId = e.ContentId, AnsweredAt = recorded.RecordedAt },
        (CallEvent.Failed e, _) => row with { Status = e.Code, AnsweredAt = recorded.RecordedAt },
        (CallEvent.TimedOut, _) => row with { Status = "timed_out" },
        (CallEvent.Expired, _) => row with { Status = "expired" },
        (CallEvent.Cancelled, _) => row with { Status = "cancelled" },
        _ => row,
    };

    private static string? Member(JsonElement payload, string name) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
