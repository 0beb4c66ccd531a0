namespace Csms.Domain.Energy;

/// <summary>Energy of an hour.</summary>
/// <param name="Hour">Its beginning, UTC.</param>
/// <param name="Wh">More than zero.</param>
public sealed record HourlyEnergy(DateTimeOffset Hour, long Wh)
{
    /// <summary>Splits the energy of a session at the full hours of UTC, in proportion to time between two readings. The hours add up to the energy
    /// of the session to the watt-hour (largest remainder; of equals the earlier). Hours without energy are left out.</summary>
    public static IReadOnlyList<HourlyEnergy> Split(EnergyCourse course)
    {
        var shares = new SortedDictionary<long, decimal>();
        for (var i = 1; i < course.Points.Count; i++) AddShares(shares, course.Points[i - 1], course.Points[i]);

        var whole = shares.ToDictionary(share => share.Key, share => (long)decimal.Floor(share.Value));
        var missing = course.Points[^1].Wh - course.Points[0].Wh - whole.Values.Sum();
        foreach (var (hour, _) in shares.OrderByDescending(share => share.Value - decimal.Floor(share.Value)).Take((int)missing)) whole[hour]++;
        return [.. shares.Keys.Where(hour => whole[hour] > 0).Select(hour => new HourlyEnergy(new(hour * TimeSpan.TicksPerHour, TimeSpan.Zero), whole[hour]))];
    }

    private static void AddShares(SortedDictionary<long, decimal> shares, EnergyPoint from, EnergyPoint to)
    {
        var wh = to.Wh - from.Wh;
        if (wh == 0) return;
        var (start, end) = (from.At.Corrected.UtcTicks, to.At.Corrected.UtcTicks);
        for (var hour = start / TimeSpan.TicksPerHour; hour * TimeSpan.TicksPerHour < end; hour++)
        {
            var ticks = Math.Min(end, (hour + 1) * TimeSpan.TicksPerHour) - Math.Max(start, hour * TimeSpan.TicksPerHour);
            shares[hour] = shares.GetValueOrDefault(hour) + ((decimal)wh * ticks / (end - start));
        }
    }
}
