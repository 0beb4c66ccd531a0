using Csms.Domain.Energy;

namespace Csms.Domain.Sessions;

/// <summary>From reports to periods.</summary>
internal sealed class TimelineBuilding
{
    private readonly EnergyCourse course;
    private readonly DateTimeOffset[] readAt;
    private readonly Electrical power;
    private readonly Electrical current;
    private readonly Sampled<TimeSpan> offsets;

    private TimelineBuilding(SessionReports reports)
    {
        var metered = reports.Metered;
        course = reports.Energy.Course;
        readAt = [.. metered.Readings.Select(reading => reading.At.Corrected).Distinct().Order()];
        power = new(metered, SampledValues.Power);
        current = new(metered, SampledValues.Current);
        IEnumerable<ReportedTime> reported =
        [
            metered.StartedAt,
            .. metered.Readings.Select(reading => reading.At),
            .. reports.Statuses.Select(status => status.At),
            .. metered.StoppedAt is { } stopped ? [stopped] : Array.Empty<ReportedTime>(),
        ];
        offsets = new(reported.Select(at => (at.Corrected, at.Offset)));
    }

    public static Timeline Build(SessionReports reports, IdlePolicy idle)
    {
        var points = reports.Energy.Course.Points;
        var (start, last) = (points[0].At.Corrected, points[^1].At.Corrected);
        var stop = Later(last, reports.Metered.StoppedAt?.Corrected ?? last);
        var end = reports.Metered.StoppedAt is not null && reports.LeftAt is { } left ? Later(stop, left) : stop;

        var stretches = Activities.Reported(reports.Statuses, start, stop, end);
        foreach (var still in idle.Infer ? Activities.Still(reports, stop) : [])
        {
            stretches = stretches.Over(still.From, still.To, stretch => stretch.Activity == Activity.Charging
                ? stretch with { Activity = Activity.SuspendedByVehicle, Inferred = true }
                : stretch);
        }

        // What we took away costs nobody anything, whatever the charge point calls it.
        foreach (var throttled in reports.Throttled ?? [])
        {
            stretches = stretches.Over(throttled.From, throttled.To, stretch => stretch.Activity is Activity.Parked or Activity.OutOfOrder
                ? stretch
                : stretch with { Activity = Activity.Throttled, Inferred = false });
        }

        var building = new TimelineBuilding(reports);
        return new([.. stretches.Counted(idle).SelectMany(building.Periods)]);
    }

    private IEnumerable<TimelinePeriod> Periods(Stretch stretch)
    {
        var from = stretch.From;
        var next = Array.BinarySearch(readAt, from) is >= 0 and var exact ? exact + 1 : ~Array.BinarySearch(readAt, from);
        for (; next < readAt.Length && readAt[next] < stretch.To; next++)
        {
            yield return Period(stretch with { From = from, To = readAt[next] });
            from = readAt[next];
        }

        yield return Period(stretch with { From = from });
    }

    private TimelinePeriod Period(Stretch stretch)
    {
        var (atStart, atEnd) = (course.At(stretch.From), course.At(stretch.To));
        return new(
            stretch.From,
            stretch.To,
            stretch.Activity,
            stretch.Counts,
            atEnd.Wh - atStart.Wh,
            power.FreshAt(stretch.From) ?? course.MeanPowerAt(stretch.From),
            current.FreshAt(stretch.From),
            Source(stretch.From, atStart.Measured),
            Source(stretch.To, atEnd.Measured),
            offsets[Math.Max(0, offsets.LastAt(stretch.From))].Value,
            stretch.Inferred);
    }

    // After the last reading nothing is interpolated: the register stands where it was read.
    private RegisterSource Source(DateTimeOffset at, bool measured) =>
        measured || at > course.Points[^1].At.Corrected ? RegisterSource.Measured : RegisterSource.Derived;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
