using Csms.Domain.Pricing;

namespace Csms.Domain.Bills;

/// <summary>Which events the energy of a period comes from: those that read the register in it, and where it begins or ends between two readings,
/// both of them.</summary>
public static class PeriodSources
{
    /// <summary>Places in the feed, for each period in order.</summary>
    public static IReadOnlyList<IReadOnlyList<long>> Of(BillTerms terms, SessionFacts facts, IReadOnlyList<PricedPeriod> periods)
    {
        var moments = SessionReading.Of(facts, terms).Moments().OrderBy(moment => moment.At).ToArray();
        return [.. periods.Select(period => Of(period, moments))];
    }

    private static IReadOnlyList<long> Of(PricedPeriod period, (DateTimeOffset At, long Sequence)[] moments)
    {
        var first = Math.Max(0, Array.FindLastIndex(moments, moment => moment.At <= period.Start));
        var last = Array.FindIndex(moments, moment => moment.At >= period.End);
        return [.. moments[first..(last < 0 ? moments.Length : last + 1)].Select(moment => moment.Sequence).Distinct().Order()];
    }
}
