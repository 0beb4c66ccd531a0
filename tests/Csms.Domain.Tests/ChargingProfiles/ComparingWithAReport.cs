using Csms.Domain.ChargingProfiles;

namespace Csms.Domain.Tests.ChargingProfiles;

public sealed class ComparingWithAReport : ScheduleSpecification
{
    private static readonly InstalledProfiles Sixteen = Installed((1, Default(Amperes((0, 16), (Hour, 10)))));

    [Fact]
    public void Finds_nothing_in_the_same_schedule() => Deviations(Amperes((0, 16), (Hour, 10))).ShouldBeEmpty();

    [Fact]
    public void Finds_nothing_in_the_same_schedule_in_another_unit() => Deviations(Watts((0, 11040), (Hour, 6900))).ShouldBeEmpty();

    [Fact]
    public void Finds_nothing_in_rounding_and_in_a_second_or_two() => Deviations(Amperes((0, 16.1m), (Hour + 2, 9.9m))).ShouldBeEmpty();

    [Fact]
    public void Finds_nothing_where_no_profile_limits_and_the_charge_point_says_what_it_can_give() =>
        Deviations(Amperes((0, 32)), InstalledProfiles.None).ShouldBeEmpty();

    [Fact]
    public void Finds_where_limits_differ() =>
        Deviations(Amperes((0, 16), (1800, 20), (Hour, 10)))
            .ShouldBe([new(1800, Hour, new(0, 16, 3), new(1800, 20))]);

    [Fact]
    public void Finds_where_the_report_ends_too_soon() =>
        Deviations(Amperes((0, 16), (Hour, 10)) with { Duration = 2 * Hour }).ShouldBe([new(2 * Hour, 3 * Hour, new(Hour, 10, 3), null)]);

    [Fact]
    public void Finds_where_the_report_begins_too_late() =>
        Deviations(Amperes((10, 16), (Hour, 10))).ShouldBe([new(0, 10, new(0, 16, 3), null)]);

    [Fact]
    public void Finds_phases_that_differ() =>
        Deviations(OnPhases(1, Amperes((0, 16), (Hour, 10)))).Select(deviation => deviation.From).ShouldBe([0, Hour]);

    private static IReadOnlyList<ScheduleDeviation> Deviations(ChargingSchedule reported, InstalledProfiles? installed = null) =>
        ScheduleDeviation.Between(CompositeSchedule.Of(installed ?? Sixteen, Ask()), reported, Supply.European);
}
