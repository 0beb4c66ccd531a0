using System.Diagnostics;
using Csms.Domain.ChargePoints;
using static Csms.Domain.Reservations.Reservation;
using static Csms.Domain.Reservations.ReservationCommand;
using static Csms.Domain.Reservations.ReservationEvent;

namespace Csms.Domain.Reservations;

/// <summary>The rules of a reservation (OCPP 1.6 sections 3.11, 4.8, 5.1 and 5.13). Facts come in the order of the feed, some more than once.</summary>
public static class ReservationDecider
{
    private static readonly Rejection ReservationNotFound = new("reservation_not_found", "No charge point has accepted this reservation.");
    private static readonly Rejection ReservationNotDue = new("reservation_not_due", "The expiry date of this reservation has not come yet.");

    /// <summary>How far the clocks of charge point and server may be apart.</summary>
    public static TimeSpan ClocksApart { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<ReservationEvent> Decide(ReservationCommand command, Reservation state) => (command, state) switch
    {
        (ReportMade m, NotMade) => [new Made(m.ChargePointId, m.ReservationId, m.ConnectorId, m.ExpiryDate, m.MadeAt, m.Sequence, m.TokenId, m.ParentTokenId)],
        (ReportMade, _) => [],

        (ReportStart s, Reserved r) when s.Sequence > r.Made.Sequence => Start(s, r),
        // By its number, and while it was valid by the charge point's clock: the charge point knows best, ours was only a guess.
        (ReportStart s, Over { End: Expired or Terminated or ReservationEvent.Cancelled } over) when s.Sequence > over.Made.Sequence && Names(s, over.Made)
            && s.Timestamp - over.Made.ExpiryDate <= ClocksApart => [new Used(s.TransactionId, s.TokenId)],
        (ReportStart, _) => [],

        (ReportStatus s, Reserved r) when s.Sequence > r.Made.Sequence && !(r.Made.MadeAt - s.Timestamp > ClocksApart) => Status(s, r),
        (ReportStatus, _) => [],

        (ReportCancellation { Accepted: true } c, Reserved r) when c.Sequence > r.Made.Sequence => [new ReservationEvent.Cancelled(c.CallId)],
        (ReportCancellation { Accepted: false } c, Reserved r) when c.Sequence > r.Made.Sequence && !r.RejectedCalls.Contains(c.CallId) =>
            [new CancellationRejected(c.CallId)],
        (ReportCancellation, _) => [],

        (ReportReplacement other, Reserved r) when other.Sequence > r.Made.Sequence => [new Replaced(other.By)],
        (ReportReplacement, _) => [],

        (RequestExpiry e, Reserved r) => e.Now >= r.Made.ExpiryDate ? [new Expired()] : ReservationNotDue,
        (RequestExpiry, Over) => [],
        (RequestExpiry, NotMade) => ReservationNotFound,

        _ => throw new UnreachableException($"{command} is no command to a reservation."),
    };

    private static Decision<ReservationEvent> Start(ReportStart s, Reserved r)
    {
        if (Names(s, r.Made))
            return [new Used(s.TransactionId, s.TokenId)];
        // A start from an outage before the reservation is no use of it, and took nothing from it.
        if (r.Made.MadeAt - s.Timestamp > ClocksApart || (r.Made.ConnectorId != 0 && r.Made.ConnectorId != s.ConnectorId))
            return [];
        if (MayUse(s, r.Made))
            return [new Used(s.TransactionId, s.TokenId)];
        return r.Made.ConnectorId == 0 || r.PassedOverBy.Contains(s.TransactionId) ? [] : [new PassedOver(s.TransactionId, s.TokenId)];
    }

    private static Decision<ReservationEvent> Status(ReportStatus s, Reserved r) => s.Status switch
    {
        ConnectorStatus.Reserved when (s.ConnectorId == r.Made.ConnectorId || r.Made.ConnectorId == 0) && !Holds(s, r) => [new Held(s.ConnectorId, s.Sequence)],
        ConnectorStatus.Faulted or ConnectorStatus.Unavailable when s.ConnectorId == r.Made.ConnectorId || s.ConnectorId == 0 => [new Terminated(s.Status, s.ConnectorId)],
        // Only after it was Reserved: a status that was under way when the reservation was made says nothing. A reservation of connector 0 may move on.
        ConnectorStatus.Available when s.ConnectorId == r.Made.ConnectorId && Holds(s, r) && s.Sequence > r.Holding!.Sequence =>
            r.Made.ExpiryDate - s.RecordedAt <= ClocksApart ? [new Expired()] : [new Terminated(s.Status, s.ConnectorId)],
        _ => [],
    };

    private static bool Names(ReportStart s, Made made) => s.ReservationId == made.ReservationId;

    private static bool MayUse(ReportStart s, Made made) =>
        s.TokenId == made.TokenId || (made.ParentTokenId is { } group && (s.ParentTokenId == group || s.TokenId == group));

    private static bool Holds(ReportStatus s, Reserved r) => r.Holding?.ConnectorId == s.ConnectorId;
}
