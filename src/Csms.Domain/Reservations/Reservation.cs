using System.Diagnostics;

namespace Csms.Domain.Reservations;

/// <summary>How far a reservation has come: the fold of its <see cref="ReservationEvent"/>s.</summary>
public abstract record Reservation
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "reservation";

    private Reservation()
    {
    }

    /// <summary>Before anything happened.</summary>
    public static Reservation Initial { get; } = new NotMade();

    /// <summary>The stream of a reservation, <c>reservation-{uuid}</c>.</summary>
    /// <param name="callId">The ReserveNow call it came of.</param>
    public static string StreamId(Guid callId) => $"reservation-{callId:D}";

    /// <summary>The state after one more event.</summary>
    public Reservation Evolve(ReservationEvent e) => (this, e) switch
    {
        (NotMade, ReservationEvent.Made made) => new Reserved(made),
        (Reserved reserved, ReservationEvent.Held held) => reserved with { Holding = held },
        (Reserved reserved, ReservationEvent.PassedOver other) => reserved with { PassedOverBy = [.. reserved.PassedOverBy, other.TransactionId] },
        (Reserved reserved, ReservationEvent.CancellationRejected call) => reserved with { RejectedCalls = [.. reserved.RejectedCalls, call.CallId] },
        (Reserved reserved, ReservationEvent.Used or ReservationEvent.Expired or ReservationEvent.Cancelled or ReservationEvent.Terminated or ReservationEvent.Replaced) =>
            new Over(reserved.Made, e),
        // A charge point that was away reports late that it was used in time.
        (Over over, ReservationEvent.Used) => over with { End = e },
        _ => throw new UnreachableException($"The decider never lets {e.GetType().Name} follow on {GetType().Name}."),
    };

    /// <summary>No charge point has accepted it.</summary>
    public sealed record NotMade : Reservation;

    /// <summary>Accepted, and not over.</summary>
    /// <param name="Made">What was reserved, for whom, until when.</param>
    public sealed record Reserved(ReservationEvent.Made Made) : Reservation
    {
        /// <summary>The connector that reports Reserved; null when none has yet.</summary>
        public ReservationEvent.Held? Holding { get; init; }

        /// <summary>Transactions of others on the reserved connector.</summary>
        public IReadOnlyList<int> PassedOverBy { get; init; } = [];

        /// <summary>Calls that should have cancelled it, and that the charge point rejected.</summary>
        public IReadOnlyList<Guid> RejectedCalls { get; init; } = [];
    }

    /// <summary>Used, expired, cancelled, terminated or replaced.</summary>
    /// <param name="Made">What was reserved, for whom, until when.</param>
    /// <param name="End">How it ended.</param>
    public sealed record Over(ReservationEvent.Made Made, ReservationEvent End) : Reservation;
}
