using System.Globalization;
using Csms.Domain.Energy;
using static Csms.Domain.Energy.EnergyFlag;
using static Csms.Domain.Tests.Energy.Registers;

namespace Csms.Domain.Tests.Energy;

public sealed class ResolvingEnergy
{
    [Fact]
    public void Q14_Does_not_bill_a_zero_that_stands_for_the_start() =>
        Resolve(0, [(60, 910_000), (600, 911_000)], 912_000, 900).ShouldBe(2_000, true, MeterStartUnknown, BaselineLatched);

    [Fact]
    public void Q14_Bills_from_zero_when_the_meter_is_new() => Resolve(0, [(60, 100), (600, 1_000)], 1_500, 900).ShouldBe(1_500, true);

    [Fact]
    public void Q14_Ignores_a_single_zero_between_values() =>
        Resolve(1_000, [(60, 1_100), (120, 0), (180, 1_300)], 1_400, 240).ShouldBe(400, true, ZeroDropoutIgnored);

    [Fact]
    public void Q14_Ignores_a_zero_right_after_the_start() => Resolve(1_000, [(60, 0), (120, 1_200)], 1_400, 240).ShouldBe(400, true, ZeroDropoutIgnored);

    [Fact]
    public void Q14_Holds_what_has_several_zeros() =>
        Resolve(1_000, [(60, 1_100), (120, 0), (180, 0), (240, 1_300)], 1_400, 300).ShouldBe(400, false, ZeroRunIgnored);

    [Fact]
    public void Q14_Ignores_the_tail_after_the_stop() =>
        Resolve(1_000, [(60, 1_100), (300, 9_000)], 1_400, 240).ShouldBe(400, true, ReadingAfterStopIgnored);

    [Fact]
    public void Q14_Ignores_what_was_before_the_start() =>
        Resolve(1_000, [(-60, 500), (60, 1_100)], 1_400, 240).ShouldBe(400, true, ReadingBeforeStartIgnored);

    [Fact]
    public void Q14_Holds_a_stop_that_counts_from_the_start_of_the_session() =>
        Resolve(50_000, [(60, 104), (120, 228)], 353, 180).ShouldBe(353, false, SessionRelativeSamples, SessionRelativeStop);

    [Theory]
    [InlineData(null)]
    [InlineData(-1)]
    [InlineData(0)]
    public void Q15_Takes_the_reading_at_the_end_for_a_stop_that_cannot_be(int? meterStop)
    {
        var readings = new[] { Reading(60, new Sample("1100")), Reading(120, new Sample("1300", Context: "Transaction.End"), new Sample("1290")) };
        Resolve(new(Time(0), 1_000, readings, Time(120), meterStop)).ShouldBe(300, true, StopValueSubstituted);
    }

    [Theory]
    [InlineData(1_000, -1)]
    [InlineData(1_000, 0)]
    [InlineData(1_000, 400)]
    [InlineData(-1, 5_000)]
    public void Q15_Holds_what_nothing_tells(int meterStart, int meterStop)
    {
        var energy = Resolve(meterStart, [], meterStop, 240);
        energy.Wh.ShouldBe(0);
        energy.Billable.ShouldBeFalse();
        energy.Flags.ShouldContain(EnergyUnknown);
    }

    /// <summary>Each value is one that a register could show; their sum is more than any type of number holds.</summary>
    [Theory]
    [InlineData("Energy.Active.Import.Register")]
    [InlineData("Energy.Active.Import.Interval")]
    public void Holds_a_session_whose_readings_add_up_to_more_than_there_is(string measurand)
    {
        var readings = Enumerable.Range(1, 20_000).Select(i => Reading(i, new Sample(i % 2 == 0 ? "1" : "999999999999999", measurand)));
        var energy = Resolve(new(Time(0), -1, [.. readings], Time(20_000), -1));

        (energy.Billable, energy.Flags.Contains(ImplausibleEnergy)).ShouldBe((false, true));
        HourlyEnergy.Split(energy.Course).Sum(hour => hour.Wh).ShouldBe(energy.Wh);
    }

    [Fact]
    public void Leaves_out_a_register_that_no_meter_shows_in_whatever_unit() =>
        Resolve(new(Time(0), 1_000, [Reading(60, new Sample("1e14", Unit: "kWh"))], Time(120), 1_400))
            .ShouldBe(400, true, UnusableReadingDropped);

    [Fact]
    public void Power_that_cannot_be_says_nothing()
    {
        var watts = new Sample("1e15", "Power.Active.Import");
        var readings = Enumerable.Range(1, 3).Select(i => Reading(i * 15_000_000, new Sample($"{1_000 + i}"), watts));
        Resolve(new(Time(0), 1_000, [.. readings], Time(50_000_000), 1_400)).ShouldBe(400, true);
    }

    [Fact]
    public void Reads_a_meter_that_stands_at_zero_for_a_month_in_no_time()
    {
        TimedReading[] readings = [.. Enumerable.Range(1, 260_000).Select(i => Reading(i * 10, new Sample("0")))];
        MeteredTransaction transaction = new(Time(0), 0, readings, Time(2_600_000), 0);
        Should.CompleteIn(() => Resolve(transaction).ShouldBe(0, true), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Bills_nothing_when_nothing_flowed() => Resolve(0, [(60, 0)], 0, 240).ShouldBe(0, true);

    [Fact]
    public void Q15_Does_not_bill_a_watt_hour_that_was_begun() => Resolve(1_000.9m, [], 1_400.5m, 240).ShouldBe(399, true);

    [Fact]
    public void Does_not_count_a_replaced_meter_from_zero() =>
        Resolve(50_000, [(600, 53_000), (1_200, 20_000)], 21_000, 1_800, 11_000).ShouldBe(4_000, false, MeterReset);

    [Fact]
    public void Q11_Holds_kilowatt_hours_that_lie_between_registers_in_watt_hours() =>
        Resolve(4_076_000, [(600, 4_077), (1_200, 4_079), (1_800, 4_081)], 4_082_000, 2_000).ShouldBe(6_000, false, KwhLabelledWh);

    [Fact]
    public void Q11_Holds_kilowatt_hours_that_power_tells()
    {
        TimedReading[] readings = [.. Enumerable.Range(1, 4).Select(i => Reading(i * 600, new Sample($"{i}"), new Sample("6", "Power.Active.Import", "kW")))];
        Resolve(new(Time(0), 0, readings, Time(2_400), 4)).ShouldBe(4, false, KwhLabelledWh);
    }

    [Fact]
    public void Q11_Bills_kilowatt_hours_that_an_operator_confirmed() =>
        Resolve(new(Time(0), 4_076_000, [Reading(600, new Sample("4077.5"))], Time(1_200), 4_080_000, SampleScale: 1000)).ShouldBe(4_000, true, ScaleApplied);

    [Fact]
    public void Reads_kilowatt_hours_and_defaults() =>
        Resolve(new(Time(0), 1_000, [Reading(60, new Sample("1.3", "Energy.Active.Import.Register", "kWh", Location: "Outlet", Format: "Raw"))], Time(60), -1))
            .ShouldBe(300, true, StopValueSubstituted);

    [Fact]
    public void Adds_up_three_phases() => Resolve(new(Time(0), 1_000, [Phases("L1", "L2", "L3")], Time(60), -1)).ShouldBe(200, true, PhasesSummed, StopValueSubstituted);

    [Fact]
    public void Leaves_out_some_of_the_phases() =>
        Resolve(new(Time(0), 1_000, [Phases("L1", "L2-N")], Time(60), 1_100)).ShouldBe(100, true, PhasesIncomplete);

    [Theory]
    [InlineData("Energy.Active.Export.Register", null, null, null)]
    [InlineData(null, "varh", null, null)]
    [InlineData(null, null, "Inlet", null)]
    [InlineData(null, null, null, "SignedData")]
    public void Leaves_out_what_is_not_delivered_energy(string? measurand, string? unit, string? location, string? format)
    {
        var reading = Reading(60, new Sample("999999", measurand, unit, Location: location, Format: format));
        Resolve(new(Time(0), 1_000, [reading], Time(60), 1_100)).Wh.ShouldBe(100);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-5")]
    [InlineData("1e27")]
    [InlineData("NaN")]
    public void Q08_Leaves_out_values_that_are_none(string? value) =>
        Resolve(new(Time(0), 1_000, [Reading(30, new Sample(value))], Time(60), 1_100)).ShouldBe(100, true, UnusableReadingDropped);

    [Fact]
    public void Adds_up_intervals_only_where_there_is_no_register()
    {
        TimedReading[] readings = [.. Enumerable.Range(1, 3).Select(i => Reading(i * 60, new Sample("100", "Energy.Active.Import.Interval")))];
        Resolve(new(Time(0), -1, readings, Time(240), -1)).ShouldBe(300, false, MeterStartUnknown, StopValueSubstituted, IntervalsSummed);
        Resolve(new(Time(0), 1_000, readings, Time(240), 1_200)).ShouldBe(200, true);
    }

    [Fact]
    public void Holds_more_than_a_connector_delivers_in_the_time() => Resolve(0, [], 12_000, 3_600, 10_000).ShouldBe(12_000, false, ImplausibleEnergy);

    [Fact]
    public void Knows_nothing_better_than_nothing_of_a_transaction_without_readings() =>
        Resolve(new(Time(0), 1_000, [])).ShouldBe(0, false, StopMissing, EnergyUnknown);

    [Fact]
    public void Survives_a_clock_that_was_set_back()
    {
        var energy = Resolve(1_000, [(-500, 1_100), (-400, 1_200)], 1_300, -300);
        energy.Wh.ShouldBe(300);
        energy.Billable.ShouldBeFalse();
    }
}

/// <summary>Short ways to say what a charge point sent.</summary>
internal static class Registers
{
    public static ReportedTime Time(int seconds) => ReportedTime.Of(Moments.At("2026-03-01 10:00").AddSeconds(seconds));

    public static TimedReading Reading(int seconds, params Sample[] samples) => new(Time(seconds), samples);

    public static TimedReading Phases(params string[] phases) => Reading(60, [.. phases.Select(phase => new Sample("400", Phase: phase))]);

    public static ResolvedEnergy Resolve(decimal meterStart, (int Seconds, int Wh)[] samples, decimal meterStop, int stopped, decimal? maxPower = null) =>
        Resolve(new(
            Time(0),
            meterStart,
            [.. samples.Select(sample => Reading(sample.Seconds, new Sample(sample.Wh.ToString(CultureInfo.InvariantCulture))))],
            Time(stopped),
            meterStop,
            maxPower));

    public static ResolvedEnergy Resolve(MeteredTransaction transaction) => ResolvedEnergy.Of(transaction);

    public static void ShouldBe(this ResolvedEnergy energy, long wh, bool billable, params EnergyFlag[] flags)
    {
        energy.Flags.ShouldBe(flags, ignoreOrder: true);
        (energy.Wh, energy.Billable).ShouldBe((wh, billable));
    }
}
