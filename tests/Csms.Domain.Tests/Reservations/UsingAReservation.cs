using static Csms.Domain.Reservations.ReservationEvent;

namespace Csms.Domain.Tests.Reservations;

public sealed class UsingAReservation : ReservationSpecification
{
    [Fact]
    public void Begins_when_the_charge_point_accepts() => Given().When(Acceptance).Then(HasBeenMade);

    [Fact]
    public void Begins_once()
    {
        Given(HasBeenMade).When(Acceptance with { Sequence = 130 }).ThenNothing();
        Given(HasBeenMade, new Expired()).When(Acceptance).ThenNothing();
    }

    [Fact]
    public void Is_done_by_whoever_names_its_number() =>
        Given(HasBeenMade).When(Start(Stranger, Number, connectorId: 2)).Then(new Used(7, Stranger));

    [Fact]
    public void Is_done_by_its_holder_on_its_connector_without_naming_it() => Given(HasBeenMade).When(Start(Holder)).Then(new Used(7, Holder));

    [Fact]
    public void Is_done_by_its_group()
    {
        Given(HasBeenMade).When(Start(Stranger, group: Group)).Then(new Used(7, Stranger));
        Given(HasBeenMade).When(Start(Group)).Then(new Used(7, Group));
    }

    [Fact]
    public void Is_done_on_any_connector_where_none_was_named() => Given(HasBeenMadeForAnyConnector).When(Start(Holder, connectorId: 3)).Then(new Used(7, Holder));

    [Fact]
    public void Is_not_done_by_its_holder_elsewhere() => Given(HasBeenMade).When(Start(Holder, connectorId: 2)).ThenNothing();

    [Fact]
    public void Is_not_done_by_others_who_are_noted_once()
    {
        Given(HasBeenMade).When(Start(Stranger)).Then(new PassedOver(7, Stranger));
        Given(HasBeenMade, new PassedOver(7, Stranger)).When(Start(Stranger)).ThenNothing();
        Given(HasBeenMade, new PassedOver(7, Stranger)).When(Start(Holder)).Then(new Used(7, Holder));
    }

    [Fact]
    public void Leaves_one_for_any_connector_alone_when_others_start() => Given(HasBeenMadeForAnyConnector).When(Start(Stranger)).ThenNothing();

    [Fact]
    public void Is_not_done_by_what_lies_before_it()
    {
        Given(HasBeenMade).When(Start(Holder, Number, sequence: 99)).ThenNothing();
        Given(HasBeenMade).When(Start(Holder, at: Now.AddHours(-3))).ThenNothing();
        Given(HasBeenMade).When(Start(Stranger, at: Now.AddHours(-3))).ThenNothing();
    }

    [Fact]
    public void Is_done_once() => Given(HasBeenMade, new Used(7, Holder)).When(Start(Holder, Number)).ThenNothing();

    [Fact]
    public void Is_told_late_by_a_charge_point_that_was_away()
    {
        Given(HasBeenMade, new Expired()).When(Start(Holder, Number, at: Expiry.AddMinutes(-1))).Then(new Used(7, Holder));
        Given(HasBeenMade, new Expired()).When(Start(Holder, Number, at: Expiry.AddHours(1))).ThenNothing();
        Given(HasBeenMade, new Expired()).When(Start(Holder, at: Expiry.AddMinutes(-1))).ThenNothing();
        Given(HasBeenMade, new Replaced(Another)).When(Start(Holder, Number)).ThenNothing();
    }

    [Fact]
    public void Needs_a_reservation() => Given().When(Start(Holder, Number)).ThenNothing();
}
