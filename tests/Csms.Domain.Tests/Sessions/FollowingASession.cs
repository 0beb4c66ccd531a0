using Csms.Domain.ChargePoints;
using Csms.Domain.Energy;
using Csms.Domain.Sessions;
using static Csms.Domain.ChargePoints.ConnectorStatus;
using static Csms.Domain.Sessions.Activity;
using static Csms.Domain.Tests.Energy.Registers;

namespace Csms.Domain.Tests.Sessions;

/// <summary>Times are minutes from the start of a transaction of 120 minutes.</summary>
public sealed class FollowingASession
{
    [Fact]
    public void Charges_from_start_to_stop_when_nothing_else_is_said() => Stretches(Timeline()).ShouldBe([(0, 120, Activity.Charging, TimeCountsAs.Time)]);

    [Fact]
    public void Follows_the_statuses() => Stretches(Timeline([(0, Preparing), (1, ConnectorStatus.Charging), (30, SuspendedEV), (60, SuspendedEVSE), (70, ConnectorStatus.Charging), (80, Faulted), (90, ConnectorStatus.Charging), (110, Finishing)]))
        .ShouldBe([
            (0, 30, Activity.Charging, TimeCountsAs.Time),
            (30, 60, SuspendedByVehicle, TimeCountsAs.ParkingTime),
            (60, 70, SuspendedByChargePoint, TimeCountsAs.Nothing),
            (70, 80, Activity.Charging, TimeCountsAs.Time),
            (80, 90, OutOfOrder, TimeCountsAs.Nothing),
            (90, 110, Activity.Charging, TimeCountsAs.Time),
            (110, 120, Parked, TimeCountsAs.ParkingTime),
        ]);

    [Fact]
    public void Q26_Puts_late_statuses_where_their_time_says_and_lets_none_end_the_transaction() =>
        Stretches(Timeline([(60, ConnectorStatus.Charging), (30, SuspendedEV), (90, Available)])).ShouldBe([
            (0, 30, Activity.Charging, TimeCountsAs.Time),
            (30, 60, SuspendedByVehicle, TimeCountsAs.ParkingTime),
            (60, 120, Activity.Charging, TimeCountsAs.Time),
        ]);

    [Fact]
    public void Finds_a_vehicle_at_the_start_as_it_was() => Stretches(Timeline([(-5, SuspendedEV)]))[0].Activity.ShouldBe(SuspendedByVehicle);

    [Fact]
    public void Does_not_take_what_was_before_the_start_for_the_session() => Stretches(Timeline([(-5, Faulted), (-4, Available)]))[0].Activity.ShouldBe(Activity.Charging);

    [Fact]
    public void Goes_on_until_the_connector_is_free_where_parking_is_billed() =>
        Stretches(Timeline([(120, Finishing), (140, Faulted), (150, Available)], leftAt: 150)).ShouldBe([
            (0, 120, Activity.Charging, TimeCountsAs.Time),
            (120, 140, Parked, TimeCountsAs.ParkingTime),
            (140, 150, OutOfOrder, TimeCountsAs.Nothing),
        ]);

    [Fact]
    public void Gives_grace_at_the_beginning_of_each_idleness_and_bills_no_more_than_the_limit() =>
        Stretches(Timeline([(20, SuspendedEV), (50, ConnectorStatus.Charging), (80, SuspendedEV)], new(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(35)), 140)).ShouldBe([
            (0, 20, Activity.Charging, TimeCountsAs.Time),
            (20, 30, SuspendedByVehicle, TimeCountsAs.Nothing),
            (30, 50, SuspendedByVehicle, TimeCountsAs.ParkingTime),
            (50, 80, Activity.Charging, TimeCountsAs.Time),
            (80, 90, SuspendedByVehicle, TimeCountsAs.Nothing),
            (90, 105, SuspendedByVehicle, TimeCountsAs.ParkingTime),
            (105, 120, SuspendedByVehicle, TimeCountsAs.Nothing),
            (120, 140, Parked, TimeCountsAs.Nothing),
        ]);

    [Fact]
    public void Bills_a_charge_point_that_holds_back_only_where_that_was_agreed() =>
        Stretches(Timeline([(30, SuspendedEVSE)], new(SuspendedByChargePointIsTime: true)))[1].Counts.ShouldBe(TimeCountsAs.Time);

    [Theory]
    [InlineData(SuspendedEV)]
    [InlineData(SuspendedEVSE)]
    [InlineData(ConnectorStatus.Charging)]
    public void Never_bills_what_we_took_away(ConnectorStatus status) =>
        Stretches(Timeline([(30, status)], new(SuspendedByChargePointIsTime: true), throttled: (30, 60)))[1].ShouldBe((30, 60, Throttled, TimeCountsAs.Nothing));

    [Fact]
    public void Infers_idleness_from_the_first_sample_in_which_nothing_flows() =>
        Stretches(Timeline(readings: [(10, 1_000), (20, 2_000), (30, 2_004), (40, 2_008), (50, 3_000)])).ShouldBe([
            (0, 30, Activity.Charging, TimeCountsAs.Time),
            (30, 40, SuspendedByVehicle, TimeCountsAs.ParkingTime),
            (40, 120, Activity.Charging, TimeCountsAs.Time),
        ]);

    [Fact]
    public void Infers_idleness_until_the_stop() =>
        Stretches(Timeline(readings: [(10, 1_000), (60, 1_000), (70, 1_000)], meterStop: 1_000)).ShouldBe([
            (0, 60, Activity.Charging, TimeCountsAs.Time),
            (60, 120, SuspendedByVehicle, TimeCountsAs.ParkingTime),
        ]);

    [Fact]
    public void Infers_nothing_where_power_flows_between_samples_in_quick_succession()
    {
        (int, decimal)[] readings = [.. Enumerable.Range(1, 120).Select(i => (i, i * 10m))];
        Stretches(Timeline(readings: readings, meterStop: 1_200)).ShouldHaveSingleItem().Activity.ShouldBe(Activity.Charging);
    }

    [Fact]
    public void Infers_nothing_while_we_allow_nothing() =>
        Stretches(Timeline(readings: [(30, 1_000), (60, 1_000), (70, 1_000)], meterStop: 1_000, throttled: (20, 120))).ShouldAllBe(stretch => stretch.Counts != TimeCountsAs.ParkingTime);

    [Fact]
    public void Marks_registers_that_nobody_read()
    {
        var periods = Timeline([(30, SuspendedEV)], readings: [(60, 3_001)], meterStop: 3_001).Periods;
        periods.Select(period => (period.Wh, period.AtStart, period.AtEnd)).ShouldBe([
            (1_500, RegisterSource.Measured, RegisterSource.Derived),
            (1_501, RegisterSource.Derived, RegisterSource.Measured),
            (0, RegisterSource.Measured, RegisterSource.Measured),
        ]);
    }

    [Fact]
    public void Takes_power_and_current_from_fresh_samples_and_power_else_from_energy()
    {
        TimedReading[] readings =
        [
            Reading(600, new("1000"), new("16", "Current.Import", "A", Phase: "L1"), new("16", "Current.Import", "A", Phase: "L2"), new("11", "Power.Active.Import", "kW")),
            Reading(1_200, new("2000"), new("8", "Current.Import", "A", Phase: "L1"), new("8", "Current.Import", "A", Phase: "L2")),
            Reading(1_800, new Sample("3000")),
            Reading(3_600, new Sample("6000")),
        ];
        var transaction = new MeteredTransaction(Time(0), 0, readings, Time(7_200), 6_000);
        var periods = Csms.Domain.Sessions.Timeline.Of(new(transaction, ResolvedEnergy.Of(transaction), []), new(Infer: false)).Periods;
        periods.Select(period => period.Power).ShouldBe([6_000, 11_000, 11_000, 11_000, 11_000]);
        periods.Select(period => period.Current).ShouldBe([null, 32, 16, 16, null]);
    }

    [Fact]
    public void Keeps_both_times()
    {
        var clock = new DeviceClock(TimeSpan.FromHours(5));
        var transaction = new MeteredTransaction(clock.Read(Time(0).Device), 0, [], clock.Read(Time(3_600).Device), 1_000);
        var timeline = Csms.Domain.Sessions.Timeline.Of(new(transaction, ResolvedEnergy.Of(transaction), []), IdlePolicy.Default);
        timeline.IsTimeCorrected.ShouldBeTrue();
        var period = timeline.Periods.ShouldHaveSingleItem();
        (period.Start, period.Start - period.Offset).ShouldBe((Time(0).Device.AddHours(5), Time(0).Device));
    }

    private static Timeline Timeline(
        (int Minute, ConnectorStatus Status)[]? statuses = null,
        IdlePolicy? idle = null,
        int? leftAt = null,
        (int From, int To)? throttled = null,
        (int Minute, decimal Wh)[]? readings = null,
        decimal meterStop = 20_000)
    {
        var transaction = new MeteredTransaction(
            Time(0), 0, [.. (readings ?? []).Select(reading => Reading(reading.Minute * 60, new Sample($"{reading.Wh}")))], Time(7_200), meterStop);
        return Csms.Domain.Sessions.Timeline.Of(
            new(
                transaction,
                ResolvedEnergy.Of(transaction),
                [.. (statuses ?? []).Select(status => new ReportedStatus(Time(status.Minute * 60), status.Status))],
                leftAt is { } left ? Time(left * 60).Corrected : null,
                throttled is { } span ? [new(Time(span.From * 60).Corrected, Time(span.To * 60).Corrected)] : null),
            idle ?? IdlePolicy.Default);
    }

    // Neighbours that differ only in their readings belong together.
    private static List<(int From, int To, Activity Activity, TimeCountsAs Counts)> Stretches(Timeline timeline)
    {
        var result = new List<(int From, int To, Activity Activity, TimeCountsAs Counts)>();
        foreach (var period in timeline.Periods)
        {
            var (from, to) = (Minute(period.Start), Minute(period.End));
            if (result.Count > 0 && result[^1] is var last && (last.Activity, last.Counts, last.To) == (period.Activity, period.Counts, from)) result[^1] = last with { To = to };
            else result.Add((from, to, period.Activity, period.Counts));
        }

        return result;

        static int Minute(DateTimeOffset time) => (int)(time - Time(0).Corrected).TotalMinutes;
    }
}
