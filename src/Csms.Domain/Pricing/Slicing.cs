using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>Cuts a time line wherever a restriction of a tariff may begin or cease to hold: by the clock on the wall, by age, by energy.</summary>
internal sealed class Slicing
{
    private readonly LocalClock clock;
    private readonly TimeOnly[] times;
    private readonly bool isLocal;
    private readonly TimeSpan[] ages;
    private readonly decimal[] energies;

    private Slicing(Tariff tariff, TimeZoneInfo zone)
    {
        var all = tariff.Elements.Select(element => element.Restrictions).OfType<TariffRestrictions>().ToArray();
        clock = new(zone);
        isLocal = all.Any(restrictions => restrictions.AreLocal);
        times = [.. all.SelectMany(r => Some(r.StartTime, r.EndTime)).Append(TimeOnly.MinValue).Distinct()];
        ages = [.. all.SelectMany(r => Some(r.MinDuration, r.MaxDuration)).Distinct().Select(seconds => TimeSpan.FromSeconds(seconds))];
        energies = [.. all.SelectMany(r => Some(r.MinKwh, r.MaxKwh)).Distinct().Select(kwh => kwh * 1000)];
    }

    public static IReadOnlyList<Slice> Of(Timeline timeline, Tariff tariff, TimeZoneInfo zone)
    {
        var slicing = new Slicing(tariff, zone);
        var slices = new List<Slice>();
        DateTimeOffset? sessionStart = null, reservationStart = null;
        var wh = 0m;
        foreach (var period in timeline.Periods)
        {
            var isReservation = period.Counts is TimeCountsAs.Reservation or TimeCountsAs.ExpiredReservation;
            var origin = isReservation ? reservationStart ??= period.Start : sessionStart ??= period.Start;
            slices.AddRange(slicing.Slices(period, origin, wh));
            if (!isReservation) wh += period.Wh;
        }

        return slices;
    }

    private IEnumerable<Slice> Slices(TimelinePeriod period, DateTimeOffset origin, decimal whBefore)
    {
        var (start, wh, source) = (period.Start, whBefore, period.AtStart);
        foreach (var cut in Cuts(period, origin, whBefore))
        {
            var at = decimal.Max(wh, cut.Wh);
            if (cut.At == start && at == wh) continue;
            yield return Slice(period with { Start = start, End = cut.At, Wh = at - wh, AtStart = source, AtEnd = RegisterSource.Derived });
            (start, wh, source) = (cut.At, at, RegisterSource.Derived);
        }

        yield return Slice(period with { Start = start, Wh = whBefore + period.Wh - wh, AtStart = source });

        Slice Slice(TimelinePeriod part) => new(part, part.Start - origin, wh, clock.At(part.Start));
    }

    // In whole Wh where time cuts, the remainder to the later part; on the threshold where energy cuts.
    private IEnumerable<(DateTimeOffset At, decimal Wh)> Cuts(TimelinePeriod period, DateTimeOffset origin, decimal whBefore)
    {
        var byAge = ages.Where(age => age > period.Start - origin && age < period.End - origin).Select(age => origin + age);
        var byClock = isLocal ? clock.Between(period.Start, period.End, times) : [];
        var byEnergy = energies.Where(energy => energy > whBefore && energy < whBefore + period.Wh).Select(energy => (
            At: period.Start.AddTicks((long)decimal.Ceiling((energy - whBefore) * period.Duration.Ticks / period.Wh)),
            Wh: energy));
        return byAge.Concat(byClock)
            .Select(at => (At: at, Wh: decimal.Floor(whBefore + (period.Wh * (at - period.Start).Ticks / period.Duration.Ticks))))
            .Concat(byEnergy)
            .Order();
    }

    private static IEnumerable<T> Some<T>(T? one, T? other)
        where T : struct => new[] { one, other }.OfType<T>();
}
