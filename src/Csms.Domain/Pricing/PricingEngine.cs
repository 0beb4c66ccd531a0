using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>Prices sessions by OCPI 2.2.1 tariffs: for the running cost, the bill, simulation and audit alike.</summary>
public static class PricingEngine
{
    /// <summary>Goes up whenever the same input would cost something else. Bills name it.</summary>
    public const int Version = 1;

    /// <summary>What a session costs.</summary>
    /// <param name="tariff">As it was at the start of the session; one without objections.</param>
    /// <param name="timeline">What happened.</param>
    /// <param name="rounding">Where to round.</param>
    /// <param name="zone">The location's (OCPI Location.time_zone).</param>
    public static PricedSession Price(Tariff tariff, Timeline timeline, RoundingPolicy rounding, TimeZoneInfo zone)
    {
        var slices = Slicing.Of(timeline, tariff, zone);
        Selection[] selections = [.. slices.Select(slice => Selection.Of(tariff, slice))];
        var charges = Charges.Of(slices, selections);
        CostLine[] lines = [.. Bill.Lines(charges, tariff.Currency)];

        var (exact, limit) = Bill.Limited(ExactCost.Of(charges).ToPrice(), tariff);
        var total = exact;
        if (rounding == RoundingPolicy.PerLine) (total, limit) = Bill.Limited(Bill.Sum(lines), tariff);
        return new(
            Version,
            tariff.Currency,
            rounding,
            total.Rounded(tariff.Currency),
            exact,
            limit,
            lines,
            [.. Bill.Periods(slices, selections, charges)],
            IsCurrentMissing(tariff, slices) ? [PricingFlag.CurrentUnknown] : []);
    }

    private static bool IsCurrentMissing(Tariff tariff, IReadOnlyList<Slice> slices) =>
        tariff.Elements.Any(element => element.Restrictions?.AskForCurrent == true) && slices.Any(slice => slice is { IsReservation: false, Current: null });
}
