using Csms.Domain.ChargingProfiles;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>One profile: kinds, duration, validity.</summary>
public sealed class FollowingASchedule : ScheduleSpecification
{
    [Fact]
    public void Has_no_limit_without_a_profile() => Limits(InstalledProfiles.None).ShouldBe([(0, null)]);

    [Fact]
    public void Has_the_connector_s_own_limit_without_a_profile_where_that_is_known() =>
        Limits(InstalledProfiles.None, Ask() with { Supply = new(DefaultCurrent: 32) }).ShouldBe([(0, 32)]);

    [Fact]
    public void Keeps_the_last_limit_when_the_schedule_has_no_end() => Limits(Default(Amperes((0, 16), (Hour, 10)))).ShouldBe([(0, 16), (Hour, 10)]);

    [Fact]
    public void Ends_with_its_duration() => Limits(Default(Amperes((0, 16)) with { Duration = 600 })).ShouldBe([(0, 16), (600, null)]);

    [Fact]
    public void Cuts_periods_that_begin_after_its_duration() =>
        Limits(Default(Amperes((0, 16), (600, 10), (900, 8)) with { Duration = 700 })).ShouldBe([(0, 16), (600, 10), (700, null)]);

    [Fact]
    public void Waits_for_a_start_that_is_to_come() =>
        Limits(Default(Amperes((0, 16)) with { StartSchedule = Noon.AddHours(1) })).ShouldBe([(0, null), (Hour, 16)]);

    [Fact]
    public void Is_in_its_midst_when_it_began_before() =>
        Limits(Default(Amperes((0, 16), (2 * Hour, 10)) with { StartSchedule = Noon.AddHours(-1) })).ShouldBe([(0, 16), (Hour, 10)]);

    [Fact]
    public void Says_nothing_before_and_after_its_validity_and_counts_from_its_start_all_the_same() =>
        Limits(Default(Amperes((0, 16), (Hour, 10))) with { ValidFrom = Noon.AddMinutes(30), ValidTo = Noon.AddHours(2) })
            .ShouldBe([(0, null), (1800, 16), (Hour, 10), (2 * Hour, null)]);

    [Fact]
    public void Is_not_valid_at_the_moment_its_validity_ends() => Limits(Default(Amperes((0, 16))) with { ValidTo = Noon }).ShouldBe([(0, null)]);

    [Theory]
    [InlineData("2026-03-02 11:00", "days after")]
    [InlineData("2026-02-27 11:00", "days before")]
    [InlineData("2026-03-09 11:00", "begins next week, valid at once")]
    public void Begins_anew_every_day(string start, string why) =>
        Limits(Recurring(RecurrencyKind.Daily, start, Amperes((0, 16), (Hour, 10)) with { Duration = 2 * Hour }), Ask() with { Duration = 48 * Hour })
            .ShouldBe([(0, 10), (Hour, null), (23 * Hour, 16), (24 * Hour, 10), (25 * Hour, null), (47 * Hour, 16)], why);

    [Fact]
    public void Keeps_the_last_limit_until_the_next_day_without_a_duration() =>
        Limits(Recurring(RecurrencyKind.Daily, "2026-03-02 11:00", Amperes((0, 16), (Hour, 10))), Ask() with { Duration = 25 * Hour })
            .ShouldBe([(0, 10), (23 * Hour, 16), (24 * Hour, 10)]);

    [Fact]
    public void Does_not_last_into_the_next_day() =>
        Limits(Recurring(RecurrencyKind.Daily, "2026-03-02 11:00", Amperes((0, 16), (25 * Hour, 10)) with { Duration = 30 * Hour }), Ask() with { Duration = 48 * Hour })
            .ShouldBe([(0, 16)]);

    [Fact]
    public void Begins_anew_every_week() =>
        Limits(Recurring(RecurrencyKind.Weekly, "2026-02-23 18:00", Amperes((0, 16)) with { Duration = Hour }), Ask() with { Duration = 14 * 24 * Hour })
            .ShouldBe([(0, null), (6 * Hour, 16), (7 * Hour, null), (174 * Hour, 16), (175 * Hour, null)]);

    [Fact]
    public void Begins_on_the_first_day_it_is_valid() =>
        Limits(
            Recurring(RecurrencyKind.Daily, "2026-02-01 13:00", Amperes((0, 16)) with { Duration = Hour }) with { ValidFrom = At("2026-03-03") },
            Ask() with { Duration = 48 * Hour }).ShouldBe([(0, null), (25 * Hour, 16), (26 * Hour, null)]);

    [Fact]
    public void Counts_from_the_start_of_the_transaction_when_it_is_relative() =>
        Limits(Relative(Amperes((0, 16), (Hour, 10))), Ask(connectors: new ChargingConnector(1, Since(Noon.AddMinutes(-30))))).ShouldBe([(0, 16), (1800, 10)]);

    [Fact]
    public void Counts_from_now_when_it_is_relative_and_nothing_charges() => Limits(Relative(Amperes((0, 16), (Hour, 10)))).ShouldBe([(0, 16), (Hour, 10)]);

    [Fact]
    public void Is_relative_when_it_names_no_start() =>
        Limits(
            Default(Amperes()) with { Schedule = Amperes((0, 16), (Hour, 10)) },
            Ask(connectors: new ChargingConnector(1, Since(Noon.AddMinutes(-30))))).ShouldBe([(0, 16), (1800, 10)]);

    [Fact]
    public void Drops_fractions_of_a_second() =>
        Limits(Default(Amperes((0, 16), (60, 10)) with { StartSchedule = Noon.AddMilliseconds(900) }), Ask() with { Start = Noon.AddSeconds(20.1) })
            .ShouldBe([(0, 16), (40, 10)]);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Answers_at_least_what_holds_now(int duration) =>
        Limits(Default(Amperes((0, 16), (1, 10))), Ask() with { Duration = duration }).ShouldBe([(0, 16)]);

    [Fact]
    public void Bears_the_ends_of_time() =>
        Limits(
            Default(Amperes((0, decimal.MaxValue), (int.MaxValue, 1)) with { StartSchedule = DateTimeOffset.MinValue, Duration = int.MaxValue }) with
            {
                ValidFrom = DateTimeOffset.MinValue,
                ValidTo = DateTimeOffset.MaxValue,
            },
            Ask(unit: ChargingRateUnit.W) with { Start = DateTimeOffset.MinValue, Duration = int.MaxValue }).ShouldBe([(0, 690_000_000_000)]);

    private static ChargingProfile Recurring(RecurrencyKind recurrency, string start, ChargingSchedule schedule) =>
        Default(schedule with { StartSchedule = At(start) }) with { Kind = ChargingProfileKind.Recurring, Recurrency = recurrency };

    private static ChargingProfile Relative(ChargingSchedule schedule) => Default(schedule) with { Kind = ChargingProfileKind.Relative };
}
