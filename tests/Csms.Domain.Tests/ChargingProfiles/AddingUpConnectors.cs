using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargingRateUnit;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>Connector 0: the grid connection.</summary>
public sealed class AddingUpConnectors : ScheduleSpecification
{
    private static readonly ChargingConnector[] Two = [new(1, Since(Noon.AddMinutes(-30))), new(2)];

    private static readonly ChargingProfile Common = Default(Amperes((0, 16), (Hour, 10)));

    [Fact]
    public void Adds_the_limits_of_all() => Limits(Installed((0, Common)), Ask(0, A, Two)).ShouldBe([(0, 32), (Hour, 20)]);

    [Fact]
    public void Counts_relative_schedules_from_each_transaction() =>
        Limits(Installed((0, Common with { Kind = ChargingProfileKind.Relative })), Ask(0, A, Two)).ShouldBe([(0, 32), (1800, 26), (Hour, 20)]);

    [Fact]
    public void Stays_under_the_maximum_of_the_charge_point() =>
        Limits(Installed((0, Common), (0, Max(Amperes((0, 25))))), Ask(0, A, Two)).ShouldBe([(0, 25), (Hour, 20)]);

    [Fact]
    public void Has_no_limit_when_one_connector_has_none() => Limits(Installed((1, Common)), Ask(0, A, Two)).ShouldBe([(0, null)]);

    [Fact]
    public void Has_the_maximum_when_one_connector_has_no_limit() =>
        Limits(Installed((1, Common), (0, Max(Amperes((0, 25))))), Ask(0, A, Two)).ShouldBe([(0, 25)]);

    [Fact]
    public void Adds_what_a_connector_gives_by_itself_where_that_is_known() =>
        Limits(Installed((1, Common)), Ask(0, A, Two) with { Supply = new(DefaultCurrent: 32) }).ShouldBe([(0, 48), (Hour, 42)]);

    [Fact]
    public void Has_only_the_maximum_where_no_connectors_are_known() =>
        Limits(Installed((0, Common), (0, Max(Amperes((0, 25))))), Ask(0) with { Connectors = [] }).ShouldBe([(0, 25)]);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Adds_amperes_as_if_they_met_on_one_phase_and_watts_as_they_are(int phases)
    {
        var installed = Installed((1, Default(OnPhases(phases, Amperes((0, 16))))), (2, Default(OnPhases(4 - phases, Amperes((0, 16)))) with { ProfileId = 9 }));
        CompositeSchedule.Of(installed, Ask(0, A, Two)).Periods.ShouldBe([new(0, 32, 3)]);
        CompositeSchedule.Of(installed, Ask(0, W, Two)).Periods.ShouldBe([new(0, 14720, 3)]);
    }

    [Fact]
    public void Rounds_the_sum_not_its_parts() => Limits(Installed((0, Default(Watts((0, 11000))))), Ask(0, A, Two)).ShouldBe([(0, 31.8m)]);

    [Fact]
    public void Does_not_lose_a_tenth_to_a_third() =>
        Limits(Installed((0, Default(Watts((0, 2300))))), Ask(0, A, new(1), new(2), new(3))).ShouldBe([(0, 10)]);

    [Fact]
    public void Counts_no_connector_with_more_than_the_maximum_leaves_it_on_its_phases() =>
        Limits(
            Installed((0, Max(Amperes((0, 10)))), (1, Default(OnPhases(1, Amperes((0, 32))))), (2, Default(Watts((0, 1000))) with { ProfileId = 9 })),
            Ask(0, W, Two)).ShouldBe([(0, 3300)]);
}
