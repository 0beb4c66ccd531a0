using Csms.Domain.Energy;
using Csms.Domain.Sessions;
using Csms.Domain.Tests.Invariants;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Energy.Registers;

namespace Csms.Domain.Tests.Energy;

public sealed class AnyRegisters
{
    private static readonly Gen<TimedReading> Wild = Anything.Reading.Select(reading => DeviceClock.Right.Read(reading));

    private static readonly Gen<TimedReading> Tame =
        from seconds in Gen.Choose(-10, 20_000)
        from wh in Gen.Elements(0, 500, 1_000, 1_500, 2_000, 3_001, 9_000, 50_000, 900_000)
        from context in Gen.Elements(null, "Transaction.Begin", "Transaction.End")
        select Reading(seconds, new Sample($"{wh}", Context: context));

    private static readonly Gen<MeteredTransaction> Any =
        from started in Gen.OneOf(Gen.Constant(Time(0)), Anything.Time.Select(ReportedTime.Of))
        from stopped in Gen.OneOf(Gen.Constant<ReportedTime?>(null), Gen.Choose(-5, 20_000).Select(s => (ReportedTime?)Time(s)), Anything.Time.Select(t => (ReportedTime?)ReportedTime.Of(t)))
        from start in Register
        from stop in Register
        from readings in Gen.OneOf(Wild.ArrayOf(), Tame.ArrayOf())
        select new MeteredTransaction(started, start, readings, stopped, stop);

    private static readonly Gen<EnergyCourse> Courses =
        from steps in Gen.Choose(1, 20_000).Zip(Gen.Choose(0, 5_000)).ArrayOf()
        select new EnergyCourse([.. Course(steps)]);

    private static Gen<decimal?> Register => Gen.Elements<decimal?>(null, -1, 0, 1_000, 1_500.5m, 50_000, 1e15m, long.MaxValue, long.MinValue);

    [Fact]
    public void Never_make_negative_energy_nor_unknown_energy_billable() => Any.ShouldHold(transaction =>
    {
        var energy = ResolvedEnergy.Of(transaction);
        energy.Wh.ShouldBeGreaterThanOrEqualTo(0);
        energy.Billable.ShouldBe(!energy.Flags.Any(EnergyFlags.Holds));
        if (transaction.StoppedAt is null) energy.Billable.ShouldBeFalse();
    });

    [Fact]
    public void Make_a_course_that_ascends_from_zero_to_what_is_billed() => Any.ShouldHold(transaction =>
    {
        var energy = ResolvedEnergy.Of(transaction);
        var points = energy.Course.Points;
        (points[0].Wh, points[^1].Wh).ShouldBe((0, energy.Wh));
        foreach (var (one, next) in points.Zip(points.Skip(1)))
        {
            next.Wh.ShouldBeGreaterThanOrEqualTo(one.Wh);
            next.At.Corrected.ShouldBeGreaterThan(one.At.Corrected);
        }
    });

    [Fact]
    public void Mean_the_same_in_any_order_of_arrival() => Any.ShouldHold(transaction =>
    {
        if (transaction.Readings.DistinctBy(reading => reading.At.Corrected).Count() != transaction.Readings.Count) return;
        var reversed = ResolvedEnergy.Of(transaction with { Readings = [.. transaction.Readings.Reverse(), .. transaction.Readings] });
        var energy = ResolvedEnergy.Of(transaction);
        (reversed.Wh, reversed.Billable).ShouldBe((energy.Wh, energy.Billable));
    });

    [Fact]
    public void Add_up_to_the_session_by_the_hour() => Courses.ShouldHold(course =>
    {
        var hours = HourlyEnergy.Split(course);
        hours.Sum(hour => hour.Wh).ShouldBe(course.Points[^1].Wh);
        hours.ShouldAllBe(hour => hour.Wh > 0 && hour.Hour.Ticks % TimeSpan.TicksPerHour == 0);
        hours.Select(hour => hour.Hour).ShouldBe(hours.Select(hour => hour.Hour).Distinct().Order());
    });

    [Fact]
    public void Put_no_more_than_a_watt_hour_into_the_wrong_hour() => Courses.ShouldHold(course =>
    {
        foreach (var hour in HourlyEnergy.Split(course))
            (hour.Wh - (course.At(hour.Hour.AddHours(1)).Wh - course.At(hour.Hour).Wh)).ShouldBeInRange(-2, 2);
    });

    [Fact]
    public void Add_up_to_the_session_by_the_period() => Any.ShouldHold(transaction =>
    {
        var energy = ResolvedEnergy.Of(transaction);
        Timeline.Of(new(transaction, energy, []), IdlePolicy.Default).Wh.ShouldBe(energy.Wh);
    });

    /// <summary>Idle from a time of a zone that is ahead of UTC until the last moment there is.</summary>
    [Fact]
    public void Add_up_until_the_end_of_time()
    {
        TimedReading[] readings = [.. new[] { 5, 15, 25 }.Select(minute => Zoned(minute))];
        var transaction = new MeteredTransaction(ReportedTime.Of(Moments.At("2026-03-01 10:00")), 1_000, readings, ReportedTime.Of(DateTimeOffset.MaxValue), 1_000);
        var timeline = Timeline.Of(new(transaction, ResolvedEnergy.Of(transaction), []), IdlePolicy.Default);

        timeline.Periods.ShouldContain(period => period.Activity == Activity.SuspendedByVehicle && period.End == DateTimeOffset.MaxValue);
        timeline.Wh.ShouldBe(0);

        static TimedReading Zoned(int minute) => new(ReportedTime.Of(Moments.At($"2026-03-01 10:{minute:00}").ToOffset(TimeSpan.FromHours(2))), [new Sample("1000")]);
    }

    private static IEnumerable<EnergyPoint> Course((int Seconds, int Wh)[] steps)
    {
        var (seconds, wh) = (0, 0L);
        yield return new(Time(0), 0);
        foreach (var step in steps) yield return new(Time(seconds += step.Seconds), wh += step.Wh);
    }
}
