namespace Csms.Domain.Pricing;

/// <summary>The clock on the wall of a location, with its changes to and from summer time.</summary>
internal sealed class LocalClock(TimeZoneInfo zone)
{
    /// <summary>What it shows.</summary>
    public DateTime At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, zone).DateTime;

    /// <summary>The moments strictly between two others at which it shows one of these times, once or twice a day, or is put forward or back.</summary>
    public IEnumerable<DateTimeOffset> Between(DateTimeOffset from, DateTimeOffset to, IReadOnlyCollection<TimeOnly> times)
    {
        var last = At(to).Date;
        for (var day = At(from).Date; day <= last; day = day.AddDays(1))
        {
            foreach (var moment in times.SelectMany(time => Moments(day + time.ToTimeSpan())))
                if (moment > from && moment < to) yield return moment;
            if (day == DateTime.MaxValue.Date) break;
        }

        foreach (var moment in Changes(from, to)) yield return moment;
    }

    // None in the hour that is left out in spring, two in the hour that comes twice in autumn.
    private IEnumerable<DateTimeOffset> Moments(DateTime local)
    {
        if (zone.IsInvalidTime(local)) return [];
        var offsets = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local) : [zone.GetUtcOffset(local)];
        return offsets.Where(offset => local.Ticks >= offset.Ticks && local.Ticks - offset.Ticks <= DateTime.MaxValue.Ticks)
            .Select(offset => new DateTimeOffset(local.Ticks - offset.Ticks, TimeSpan.Zero));
    }

    // No zone changes twice in half a day.
    private IEnumerable<DateTimeOffset> Changes(DateTimeOffset from, DateTimeOffset to)
    {
        for (var start = from; start < to;)
        {
            var end = to - start > TimeSpan.FromHours(12) ? start.AddHours(12) : to;
            if (zone.GetUtcOffset(start) != zone.GetUtcOffset(end) && Change(start, end) is var change && change < to) yield return change;
            start = end;
        }
    }

    private DateTimeOffset Change(DateTimeOffset before, DateTimeOffset after)
    {
        var offset = zone.GetUtcOffset(before);
        var (low, high) = (before.UtcTicks, after.UtcTicks);
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset) low = middle;
            else high = middle;
        }

        return new(high, TimeSpan.Zero);
    }
}
