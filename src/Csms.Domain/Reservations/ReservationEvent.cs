using Csms.Domain.ChargePoints;

namespace Csms.Domain.Reservations;

/// <summary>The life of a reservation that a charge point accepted. Stream <c>reservation-{uuid}</c>; the UUID is that of the ReserveNow call.</summary>
public abstract record ReservationEvent
{
    private ReservationEvent()
    {
    }

    /// <summary>The charge point accepted it (OCPP 1.6 section 5.13).</summary>
    /// <param name="ReservationId">OCPP's number, unique at the charge point while it is in use.</param>
    /// <param name="ConnectorId">0: any connector.</param>
    /// <param name="MadeAt">When the answer was recorded, by our clock.</param>
    /// <param name="Sequence">Place of the answer in the feed: what lies before it does not concern the reservation.</param>
    /// <param name="TokenId">Pseudonym of the idTag; null when that was erased before the answer came.</param>
    /// <param name="ParentTokenId">Tokens of this group may use it too.</param>
    public sealed record Made(
        string ChargePointId,
        int ReservationId,
        int ConnectorId,
        DateTimeOffset ExpiryDate,
        DateTimeOffset MadeAt,
        long Sequence,
        Guid? TokenId = null,
        Guid? ParentTokenId = null) : ReservationEvent;

    /// <summary>A connector reported Reserved.</summary>
    /// <param name="Sequence">Place of the report in the feed.</param>
    public sealed record Held(int ConnectorId, long Sequence) : ReservationEvent;

    /// <summary>A transaction used it up, by its number or because its token may.</summary>
    /// <param name="TransactionId">OCPP's number.</param>
    /// <param name="TokenId">Pseudonym of the idTag that started; another than the holder's where the group may use it, or the charge point let it.</param>
    public sealed record Used(int TransactionId, Guid TokenId) : ReservationEvent;

    /// <summary>Somebody else's transaction started on the reserved connector. The reservation goes on; a person should look.</summary>
    public sealed record PassedOver(int TransactionId, Guid TokenId) : ReservationEvent;

    /// <summary>Its expiry date came, by our clock, or the charge point freed the connector at that time.</summary>
    public sealed record Expired : ReservationEvent;

    /// <summary>The charge point accepted CancelReservation.</summary>
    /// <param name="CallId">The call that cancelled it.</param>
    public sealed record Cancelled(Guid CallId) : ReservationEvent;

    /// <summary>The charge point rejected CancelReservation: it does not know the reservation. Ours goes on until it expires.</summary>
    /// <param name="CallId">The call that should have cancelled it.</param>
    public sealed record CancellationRejected(Guid CallId) : ReservationEvent;

    /// <summary>The connector broke, was taken out of use, or became Available before the expiry date.</summary>
    /// <param name="Status">Faulted, Unavailable or Available.</param>
    /// <param name="ConnectorId">Whose status it was; 0: the charge point's.</param>
    public sealed record Terminated(ConnectorStatus Status, int ConnectorId) : ReservationEvent;

    /// <summary>The charge point accepted another reservation with the same number (OCPP 1.6 section 5.13).</summary>
    /// <param name="By">Identity of the other.</param>
    public sealed record Replaced(Guid By) : ReservationEvent;
}
