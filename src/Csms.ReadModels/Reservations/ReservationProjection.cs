using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.Reservations;
using Csms.ReadModels.Rows;
using static Csms.Domain.Reservations.ReservationEvent;

namespace Csms.ReadModels.Reservations;

/// <summary>A row begins with the ReserveNow call and goes on with the reservation of the same identity. So it is there before anything can follow on
/// the charge point's answer, and whoever asks at the place of an event finds every reservation that the event may concern.</summary>
internal sealed class ReservationProjection(FoldMode mode) : RowProjection<Guid, ReservationRow>(ReservationTable.Rows, "id", mode)
{
    private const int LengthOfId = 36;

    public static ReadModel ReadModel { get; } = new(
        "reservations",
        1,
        ["reservations"],
        [
            typeof(CallEvent.Requested), typeof(CallEvent.Answered), typeof(CallEvent.Failed), typeof(CallEvent.TimedOut), typeof(CallEvent.Expired),
            typeof(CallEvent.Cancelled), typeof(Made), typeof(Held), typeof(Used), typeof(PassedOver), typeof(Expired), typeof(Cancelled),
            typeof(CancellationRejected), typeof(Terminated), typeof(Replaced),
        ],
        mode => new ReservationProjection(mode));

    // A call's later events do not say what it asked for: those of other actions meet no row.
    protected override bool Concerns(object recorded) => recorded is CallEvent.Requested { Action: "ReserveNow" }
        or CallEvent.Answered or CallEvent.Failed or CallEvent.TimedOut or CallEvent.Expired or CallEvent.Cancelled or ReservationEvent;

    protected override Guid KeyOf(FeedEvent recorded) => Guid.Parse(recorded.StreamId.AsSpan(recorded.StreamId.Length - LengthOfId));

    protected override Guid KeyOf(ReservationRow row) => row.Id;

    protected override ReservationRow? Evolve(ReservationRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (CallEvent.Requested e, _) => Begun(KeyOf(recorded), e, recorded.RecordedAt),
        (_, null) => null,
        (CallEvent.Answered e, _) => Answered(row, Status(e), recorded.RecordedAt),
        (CallEvent.Failed { Kind: CallFailure.CallError } e, _) => row with { Status = "refused", Answer = e.Code, EndedAt = recorded.RecordedAt },
        (CallEvent.Failed or CallEvent.TimedOut, _) => row with { Status = "unknown" },
        (CallEvent.Expired or CallEvent.Cancelled, _) => row with { Status = "not_sent", EndedAt = recorded.RecordedAt },
        (Made e, _) => row with { Status = "reserved", MadeAt = e.MadeAt.ToStored(), TokenId = e.TokenId, ParentTokenId = e.ParentTokenId },
        (Held e, _) => row with { HeldConnectorId = e.ConnectorId },
        (Used e, _) => row with { Status = "used", TransactionId = e.TransactionId, EndedAt = recorded.RecordedAt },
        (PassedOver e, _) => row with { PassedOverBy = e.TransactionId },
        (Expired, _) => row with { Status = "expired", EndedAt = recorded.RecordedAt },
        (Cancelled, _) => row with { Status = "cancelled", EndedAt = recorded.RecordedAt },
        (CancellationRejected, _) => row with { CancellationRejectedAt = recorded.RecordedAt },
        (Terminated e, _) => row with { Status = "terminated", TerminatedBy = e.Status.ToString(), EndedAt = recorded.RecordedAt },
        (Replaced e, _) => row with { Status = "replaced", ReplacedBy = e.By, EndedAt = recorded.RecordedAt },
        _ => row,
    };

    private static ReservationRow Begun(Guid id, CallEvent.Requested call, DateTimeOffset at) => new(
        id, call.ChargePointId, Number(call.Payload, "reservationId"), Number(call.Payload, "connectorId"), Time(call.Payload, "expiryDate"), "requested", at, call.IssuedBy);

    private static ReservationRow Answered(ReservationRow row, string? status, DateTimeOffset at) => status == "Accepted"
        ? row with { Status = "reserved", Answer = status, MadeAt = at }
        : row with { Status = "refused", Answer = status, EndedAt = at };

    private static string? Status(CallEvent.Answered answer) =>
        answer.Response.ValueKind == JsonValueKind.Object && answer.Response.TryGetProperty("status", out var status) ? status.GetString() : null;

    private static int Number(JsonElement payload, string member) => payload.TryGetProperty(member, out var value) && value.TryGetInt32(out var number) ? number : 0;

    private static DateTimeOffset? Time(JsonElement payload, string member) =>
        payload.TryGetProperty(member, out var value) && value.TryGetDateTimeOffset(out var time) ? time.ToStored() : null;
}
