using Csms.Domain.Pricing;
using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;
using static Csms.Domain.Tariffs.TariffCommand;
using static Csms.Domain.Tariffs.TariffEvent;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.Pricing.Prices;

namespace Csms.Domain.Tests.Tariffs;

public sealed class PublishingATariff() : Specification<TariffCommand, TariffEvent, VersionedTariff>(
    VersionedTariff.Initial, (state, e) => state.Evolve(e), TariffDecider.Decide)
{
    private static readonly DateTimeOffset Now = At("2026-03-01 10:00");
    private static readonly Tariff Cheap = Tariff(Kwh(0.25m));
    private static readonly Tariff Dear = Tariff(Kwh(0.5m));
    private static readonly Published First = new(1, Now, Cheap);

    [Fact]
    public void Begins_with_version_1() => Given().When(new RequestPublication(Cheap, Now, Now)).Then(First);

    [Fact]
    public void Goes_on_with_the_next_version() =>
        Given(First).When(new RequestPublication(Dear, Now.AddDays(1), Now)).Then(new Published(2, Now.AddDays(1), Dear));

    [Fact]
    public void Does_nothing_when_it_says_the_same() => Given(First).When(new RequestPublication(Tariff(Kwh(0.25m)), Now.AddDays(1), Now)).ThenNothing();

    [Fact]
    public void Publishes_the_same_again_after_a_withdrawal() =>
        Given(First, new Withdrawn(Now)).When(new RequestPublication(Cheap, Now, Now)).Then(new Published(2, Now, Cheap));

    [Fact]
    public void Turns_down_what_would_change_sessions_that_have_begun()
    {
        Given(First).When(new RequestPublication(Dear, Now.AddTicks(-1), Now)).ThenRejected("in_force_in_the_past");
        Given(First).When(new RequestWithdrawal(Now.AddTicks(-1), Now)).ThenRejected("in_force_in_the_past");
    }

    [Fact]
    public void Turns_down_another_id() => Given(First).When(new RequestPublication(Dear with { Id = "2" }, Now, Now)).ThenRejected("tariff_id_changed");

    [Fact]
    public void Turns_down_a_tariff_that_cannot_be_used() => Given().When(new RequestPublication(Tariff(Array.Empty<TariffElement>()), Now, Now)).ThenRejected("tariff_without_elements");

    [Fact]
    public void Withdraws_once()
    {
        Given().When(new RequestWithdrawal(Now, Now)).ThenRejected("tariff_not_found");
        Given(First).When(new RequestWithdrawal(Now, Now)).Then(new Withdrawn(Now));
        Given(First, new Withdrawn(Now)).When(new RequestWithdrawal(Now.AddDays(1), Now)).ThenNothing();
    }

    [Fact]
    public void A_session_keeps_the_version_of_its_start_though_the_tariff_changes_meanwhile()
    {
        var tariff = Given(First, new Published(2, Now.AddMinutes(30), Dear)).State;
        var timeline = new Timeline([Charging("2026-03-01 10:00", "2026-03-01 11:00", 10)]);
        Cost(tariff.At(Now)!).ShouldBe(2.5m);
        Cost(tariff.At(Now.AddMinutes(30))!).ShouldBe(5);

        decimal Cost(TariffVersion version) => PricingEngine.Price(version.Tariff!, timeline, RoundingPolicy.PerTotal, TimeZoneInfo.Utc).Total.ExclVat;
    }

    [Fact]
    public void The_last_one_decided_is_in_force_of_those_that_have_begun()
    {
        var tariff = Given(First, new Published(2, Now.AddDays(10), Dear), new Published(3, Now.AddDays(5), Cheap), new Withdrawn(Now.AddDays(20))).State;
        int?[] versions = [.. new[] { -1, 0, 4, 5, 10, 19, 20 }.Select(days => tariff.At(Now.AddDays(days))?.Number)];
        versions.ShouldBe([null, 1, 1, 3, 3, 3, null]);
        tariff.Version(2)!.Tariff.ShouldBe(Dear);
        tariff.Version(4).ShouldBeNull();
    }
}
