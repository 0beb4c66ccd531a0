using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>Puts charges together: by price, and by time.</summary>
internal static class Bill
{
    public static IEnumerable<CostLine> Lines(List<Charge> charges, string currency) =>
        from charge in charges
        group charge by charge.Pick into line
        orderby line.Key.ElementIndex, line.Key.Component.Type
        let exact = ExactCost.Of(line).ToPrice()
        select new CostLine(
            line.Key.ElementIndex,
            line.Key.Component.Type,
            line.Key.IsReservation,
            Volume(line.Key, line),
            Volume(line.Key, line.Where(charge => charge.Added)),
            line.Key.Component.Price,
            line.Key.Component.Vat,
            exact,
            exact.Rounded(currency));

    public static Price Sum(CostLine[] lines) => new(
        lines.Sum(line => line.Cost.ExclVat),
        lines.Any(line => line.Cost.InclVat is not null) ? lines.Sum(line => line.Cost.InclVat ?? line.Cost.ExclVat) : null);

    /// <summary>Neighbouring slices with the same prices are one period. FLAT applies to the whole and separates nothing.</summary>
    public static IEnumerable<PricedPeriod> Periods(IReadOnlyList<Slice> slices, Selection[] selections, List<Charge> charges)
    {
        var bySlice = charges.ToLookup(charge => charge.Slice);
        for (var (first, next) = (0, 0); first < slices.Count; first = next)
        {
            while (next < slices.Count && AreAlike(first, next)) next++;
            var (start, end) = (slices[first].Period, slices[next - 1].Period);
            yield return new(
                start.Start,
                end.End,
                start.Counts,
                Enumerable.Range(first, next - first).Sum(i => slices[i].Period.Wh),
                start.AtStart,
                end.AtEnd,
                [.. Volumes(Enumerable.Range(first, next - first).SelectMany(i => bySlice[i]))]);
        }

        bool AreAlike(int one, int other) =>
            slices[one].Period.Counts == slices[other].Period.Counts
            && selections[one].Energy == selections[other].Energy
            && selections[one].Time == selections[other].Time
            && (one == other || slices[other - 1].Period.End == slices[other].Period.Start);
    }

    /// <summary>Within min_price and max_price, excl. and incl. VAT each on its own (OCPI 2.2.1 section 11.3.1). A limit that says nothing about VAT
    /// takes the session's own proportion.</summary>
    public static (Price Price, PriceLimit? Limit) Limited(Price price, Tariff tariff)
    {
        var raised = tariff.MinPrice is { } min ? Bounded(price, min, decimal.Max) : price;
        var lowered = tariff.MaxPrice is { } max ? Bounded(raised, max, decimal.Min) : raised;
        return (lowered, lowered != raised ? PriceLimit.MaxPrice : raised != price ? PriceLimit.MinPrice : null);
    }

    private static Price Bounded(Price price, Price limit, Func<decimal, decimal, decimal> bound)
    {
        var excl = bound(price.ExclVat, limit.ExclVat);
        if (limit.InclVat is { } incl)
        {
            var bounded = bound(price.InclVat ?? price.ExclVat, incl);
            return new(excl, price.InclVat is null && bounded == excl ? null : bounded);
        }

        if (excl == price.ExclVat || price.InclVat is not { } own) return price with { ExclVat = excl };
        return new(excl, price.ExclVat == 0 ? excl : own * excl / price.ExclVat);
    }

    private static IEnumerable<PricedVolume> Volumes(IEnumerable<Charge> charges) =>
        from charge in charges
        group charge by charge.Pick into pick
        select new PricedVolume(
            pick.Key.ElementIndex,
            pick.Key.Component.Type,
            Volume(pick.Key, pick),
            Volume(pick.Key, pick.Where(charge => charge.Added)),
            pick.Key.Component.Price,
            pick.Key.Component.Vat,
            ExactCost.Of(pick).ToPrice());

    private static decimal Volume(Pick pick, IEnumerable<Charge> charges) => new Charge(0, pick, charges.Sum(charge => charge.Units)).Volume;
}
