using static Csms.Domain.ChargingProfiles.ChargingRateUnit;

namespace Csms.Domain.ChargingProfiles;

/// <summary>A stretch of time in which the schedule that a charge point reports is not the one that its profiles give.</summary>
/// <param name="From">Seconds from the start of both schedules.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Expected">What the profiles give.</param>
/// <param name="Reported">What the charge point says, in its own unit; null: its schedule says nothing here.</param>
public sealed record ScheduleDeviation(int From, int To, CompositePeriod Expected, ChargingSchedulePeriod? Reported)
{
    private const decimal Tenth = 0.1m;
    private const int ClocksApart = 2;

    /// <summary>
    /// Where a reported composite schedule deviates. Both count from the same moment: calculate the expected one for the scheduleStart that was
    /// reported. Where no profile limits, a charge point reports what it can give by itself, which is no deviation; nor is a tenth of an ampere
    /// (rounding), a change that comes a second or two apart (clocks), or a number of phases that it leaves out.
    /// </summary>
    public static IReadOnlyList<ScheduleDeviation> Between(CompositeSchedule expected, ChargingSchedule reported, Supply supply)
    {
        var end = Math.Max(0, expected.Duration);
        var silentFrom = Math.Min(reported.Duration ?? end, end);
        int[] changes = [.. expected.Periods.Select(p => p.StartPeriod), .. reported.Periods.Select(p => p.StartPeriod), silentFrom, end];
        int[] bounds = [.. changes.Where(second => second >= 0 && second <= end).Distinct().Order()];

        var deviations = new List<ScheduleDeviation>();
        foreach (var (from, to) in bounds.Zip(bounds.Skip(1)))
        {
            var mine = expected.Periods.Last(period => period.StartPeriod <= from);
            var theirs = from < silentFrom ? reported.Periods.Where(period => period.StartPeriod <= from).MaxBy(period => period.StartPeriod) : null;
            if (!Agree(mine, expected.Unit, theirs, reported.Unit, supply)) deviations.Add(new(from, to, mine, theirs));
        }

        return [.. deviations.Where(deviation => deviation.To - deviation.From > ClocksApart)];
    }

    private static bool Agree(CompositePeriod mine, ChargingRateUnit unit, ChargingSchedulePeriod? theirs, ChargingRateUnit theirUnit, Supply supply)
    {
        if (mine is not { Limit: { } limit, NumberPhases: { } phases }) return true;
        if (theirs is null || (theirs.NumberPhases ?? phases) != phases) return false;
        var expected = new RateLimit(limit, unit, phases).In(A, supply.Voltage);
        var reported = RateLimit.Of(theirs with { NumberPhases = phases }, theirUnit, supply).In(A, supply.Voltage);
        return Math.Abs(expected.Value - reported.Value) <= Tenth;
    }
}
