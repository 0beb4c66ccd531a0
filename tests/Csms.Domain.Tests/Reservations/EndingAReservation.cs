using Csms.Domain.ChargePoints;
using Csms.Domain.Reservations;
using static Csms.Domain.Reservations.ReservationCommand;
using static Csms.Domain.Reservations.ReservationEvent;

namespace Csms.Domain.Tests.Reservations;

public sealed class EndingAReservation : ReservationSpecification
{
    [Fact]
    public void Comes_with_its_expiry_date()
    {
        Given(HasBeenMade).When(new RequestExpiry(Expiry)).Then(new Expired());
        Given(HasBeenMade).When(new RequestExpiry(Expiry.AddTicks(-1))).ThenRejected("reservation_not_due");
        Given(HasBeenMade, new Expired()).When(new RequestExpiry(Expiry)).ThenNothing();
        Given(HasBeenMade, new Used(7, Holder)).When(new RequestExpiry(Expiry)).ThenNothing();
        Given().When(new RequestExpiry(Expiry)).ThenRejected("reservation_not_found");
    }

    [Fact]
    public void Comes_when_the_charge_point_frees_the_connector()
    {
        Given(HasBeenMade, IsHeld).When(Status(ConnectorStatus.Available, at: Expiry)).Then(new Expired());
        Given(HasBeenMade, IsHeld).When(Status(ConnectorStatus.Available)).Then(new Terminated(ConnectorStatus.Available, 1));
    }

    [Fact]
    public void Does_not_come_with_a_status_from_before_it_was_held()
    {
        Given(HasBeenMade).When(Status(ConnectorStatus.Available)).ThenNothing();
        Given(HasBeenMade, IsHeld).When(Status(ConnectorStatus.Available, sequence: 105)).ThenNothing();
        Given(HasBeenMade, IsHeld).When(Status(ConnectorStatus.Available, connectorId: 2)).ThenNothing();
    }

    [Fact]
    public void Notes_that_the_charge_point_holds_it_once()
    {
        Given(HasBeenMade).When(Status(ConnectorStatus.Reserved, sequence: 110)).Then(IsHeld);
        Given(HasBeenMade, IsHeld).When(Status(ConnectorStatus.Reserved)).ThenNothing();
        Given(HasBeenMade).When(Status(ConnectorStatus.Reserved, connectorId: 2)).ThenNothing();
        Given(HasBeenMadeForAnyConnector).When(Status(ConnectorStatus.Reserved, connectorId: 2, sequence: 110)).Then(new Held(2, 110));
    }

    [Theory]
    [InlineData(ConnectorStatus.Faulted)]
    [InlineData(ConnectorStatus.Unavailable)]
    public void Comes_with_a_connector_that_cannot_be_used(ConnectorStatus status)
    {
        Given(HasBeenMade).When(Status(status)).Then(new Terminated(status, 1));
        Given(HasBeenMade).When(Status(status, connectorId: 0)).Then(new Terminated(status, 0));
        Given(HasBeenMadeForAnyConnector).When(Status(status, connectorId: 0)).Then(new Terminated(status, 0));
        Given(HasBeenMade).When(Status(status, connectorId: 2)).ThenNothing();
        Given(HasBeenMadeForAnyConnector).When(Status(status, connectorId: 1)).ThenNothing();
    }

    [Fact]
    public void Does_not_come_with_a_fault_from_before_it_was_made()
    {
        Given(HasBeenMade).When(Status(ConnectorStatus.Faulted, timestamp: Now.AddHours(-2))).ThenNothing();
        Given(HasBeenMade).When(Status(ConnectorStatus.Faulted, sequence: 90)).ThenNothing();
    }

    [Fact]
    public void Comes_when_the_charge_point_cancels_it()
    {
        Given(HasBeenMade).When(new ReportCancellation(Another, Accepted: true, 120)).Then(new Cancelled(Another));
        Given(HasBeenMade, new Cancelled(Another)).When(new ReportCancellation(Another, Accepted: true, 120)).ThenNothing();
        Given(HasBeenMade).When(new ReportCancellation(Another, Accepted: true, 90)).ThenNothing();
    }

    [Fact]
    public void Does_not_come_when_the_charge_point_knows_nothing_of_it_which_is_noted()
    {
        Given(HasBeenMade).When(new ReportCancellation(Another, Accepted: false, 120)).Then(new CancellationRejected(Another));
        Given(HasBeenMade, new CancellationRejected(Another)).When(new ReportCancellation(Another, Accepted: false, 120)).ThenNothing();
        Given(HasBeenMade, new CancellationRejected(Another)).When(new RequestExpiry(Expiry)).Then(new Expired());
    }

    [Fact]
    public void Comes_when_another_takes_its_number()
    {
        Given(HasBeenMade).When(new ReportReplacement(Another, 120)).Then(new Replaced(Another));
        Given(HasBeenMade).When(new ReportReplacement(Another, 90)).ThenNothing();
        Given(HasBeenMade, new Expired()).When(new ReportReplacement(Another, 120)).ThenNothing();
    }

    [Fact]
    public void Comes_only_to_what_began()
    {
        ReservationCommand[] facts =
            [Status(ConnectorStatus.Faulted), new ReportCancellation(Another, Accepted: true, 120), new ReportReplacement(Another, 120)];
        foreach (var fact in facts)
            Given().When(fact).ThenNothing();
    }

    private static ReportStatus Status(ConnectorStatus status, int connectorId = 1, DateTimeOffset? at = null, DateTimeOffset? timestamp = null, long sequence = 120) =>
        new(connectorId, status, at ?? Now.AddMinutes(5), sequence, timestamp);
}
