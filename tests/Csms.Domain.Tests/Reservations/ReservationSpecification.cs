using Csms.Domain.Reservations;
using static Csms.Domain.Reservations.ReservationCommand;
using static Csms.Domain.Reservations.ReservationEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Reservations;

public abstract class ReservationSpecification()
    : Specification<ReservationCommand, ReservationEvent, Reservation>(Reservation.Initial, (state, e) => state.Evolve(e), ReservationDecider.Decide)
{
    private protected const int Number = 12;
    private protected static readonly Guid Holder = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private protected static readonly Guid Group = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private protected static readonly Guid Stranger = new("11111111-2222-3333-4444-555555555555");
    private protected static readonly Guid Another = new("99999999-2222-3333-4444-555555555555");
    private protected static readonly DateTimeOffset Now = At("2026-03-01 10:00");
    private protected static readonly DateTimeOffset Expiry = At("2026-03-01 11:00");

    private protected static readonly ReportMade Acceptance = new("CP-1", Number, 1, Expiry, Now, 100, Holder, Group);
    private protected static readonly Made HasBeenMade = new("CP-1", Number, 1, Expiry, Now, 100, Holder, Group);
    private protected static readonly Made HasBeenMadeForAnyConnector = HasBeenMade with { ConnectorId = 0 };
    private protected static readonly Held IsHeld = new(1, 110);

    private protected static ReportStart Start(Guid token, int? reservationId = null, int connectorId = 1, DateTimeOffset? at = null, long sequence = 120, Guid? group = null) =>
        new(7, connectorId, token, at ?? Now.AddMinutes(5), sequence, reservationId, group);
}
