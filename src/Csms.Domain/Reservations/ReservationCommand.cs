using Csms.Domain.ChargePoints;

namespace Csms.Domain.Reservations;

/// <summary>What is seen of a reservation, each fact with its place in the feed (<c>Sequence</c>), and the clock.</summary>
public abstract record ReservationCommand
{
    private ReservationCommand()
    {
    }

    /// <summary>ReserveNow was accepted; members as in <see cref="ReservationEvent.Made"/>.</summary>
    public sealed record ReportMade(
        string ChargePointId,
        int ReservationId,
        int ConnectorId,
        DateTimeOffset ExpiryDate,
        DateTimeOffset MadeAt,
        long Sequence,
        Guid? TokenId = null,
        Guid? ParentTokenId = null) : ReservationCommand;

    /// <summary>A connector of the charge point reported its status.</summary>
    /// <param name="RecordedAt">Our clock.</param>
    /// <param name="Timestamp">The charge point's clock, where it is credible.</param>
    public sealed record ReportStatus(
        int ConnectorId, ConnectorStatus Status, DateTimeOffset RecordedAt, long Sequence, DateTimeOffset? Timestamp = null) : ReservationCommand;

    /// <summary>A transaction started at the charge point.</summary>
    /// <param name="Timestamp">The charge point's clock where it is credible, else ours.</param>
    /// <param name="ParentTokenId">Group of the token.</param>
    public sealed record ReportStart(
        int TransactionId,
        int ConnectorId,
        Guid TokenId,
        DateTimeOffset Timestamp,
        long Sequence,
        int? ReservationId = null,
        Guid? ParentTokenId = null) : ReservationCommand;

    /// <summary>CancelReservation was answered.</summary>
    public sealed record ReportCancellation(Guid CallId, bool Accepted, long Sequence) : ReservationCommand;

    /// <summary>Another reservation with the same number was accepted.</summary>
    public sealed record ReportReplacement(Guid By, long Sequence) : ReservationCommand;

    /// <summary>Give it up because its expiry date has come.</summary>
    public sealed record RequestExpiry(DateTimeOffset Now) : ReservationCommand;
}
