using Csms.Domain.ChargingProfiles;
using static Csms.Domain.ChargingProfiles.ChargingRateUnit;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class ConvertingLimits : ScheduleSpecification
{
    [Theory]
    [InlineData(11040, null, 16, 3)]
    [InlineData(11040, 3, 16, 3)]
    [InlineData(3680, 1, 16, 1)]
    [InlineData(7360, 2, 16, 2)]
    [InlineData(0, null, 0, 3)]
    public void Spreads_watts_over_the_phases_and_counts_amperes_on_each(int watts, int? phases, int amperes, int expectedPhases)
    {
        Periods(Default(With(phases, Watts((0, watts)))), A).ShouldBe([new(0, amperes, expectedPhases)]);
        Periods(Default(With(phases, Amperes((0, amperes)))), W).ShouldBe([new(0, watts, expectedPhases)]);
    }

    [Fact]
    public void Rounds_down_to_the_tenth_that_can_be_said() => Limits(Default(Watts((0, 11000)))).ShouldBe([(0, 15.9m)]);

    [Fact]
    public void Does_not_rescale_a_limit_that_is_in_the_unit_asked_for() => Limits(Default(OnPhases(1, Amperes((0, 6.5m))))).ShouldBe([(0, 6.5m)]);

    [Fact]
    public void Takes_the_fewer_phases_of_both_and_lets_watts_flow_on_those()
    {
        var installed = Installed((0, Max(OnPhases(1, Amperes((0, 16))))), (1, Default(Watts((0, 8280), (Hour, 2070)))));
        CompositeSchedule.Of(installed, Ask()).Periods.ShouldBe([new(0, 16, 1), new(Hour, 9, 1)]);
        CompositeSchedule.Of(installed, Ask(unit: W)).Periods.ShouldBe([new(0, 3680, 1), new(Hour, 2070, 1)]);
    }

    [Fact]
    public void Keeps_limits_apart_that_differ_only_in_phases()
    {
        var schedule = Amperes() with { Periods = [new(0, 16, 1), new(Hour, 16, 3)] };
        Periods(Default(schedule), A).ShouldBe([new(0, 16, 1), new(Hour, 16, 3)]);
    }

    [Fact]
    public void Takes_voltage_and_phases_from_the_supply_where_a_limit_names_none() =>
        CompositeSchedule.Of(Installed((1, Default(Watts((0, 2400))))), Ask() with { Supply = new(Voltage: 120, Phases: 1) }).Periods.ShouldBe([new(0, 20, 1)]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    public void Bears_a_number_of_phases_that_is_none(int phases) =>
        Periods(Default(OnPhases(phases, Watts((0, 690)))), W).ShouldBe([new(0, 690, phases < 1 ? 1 : 3)]);

    [Fact]
    public void Bears_a_limit_below_zero() => Limits(Default(Amperes((0, decimal.MinValue)))).ShouldBe([(0, 0)]);

    private static ChargingSchedule With(int? phases, ChargingSchedule schedule) => phases is { } some ? OnPhases(some, schedule) : schedule;

    private static IReadOnlyList<CompositePeriod> Periods(ChargingProfile profile, ChargingRateUnit unit) =>
        CompositeSchedule.Of(Installed((1, profile)), Ask(unit: unit)).Periods;
}
