using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>What is billed in each slice, and what step sizes add.</summary>
internal static class Charges
{
    /// <summary>The volumes of a session, in order of slices: energy and time where a price applies, FLAT where one applies first, once for the
    /// session and once for the reservation.</summary>
    public static List<Charge> Of(IReadOnlyList<Slice> slices, IReadOnlyList<Selection> selections)
    {
        var charges = new List<Charge>();
        var flat = new HashSet<bool>();
        for (var i = 0; i < slices.Count; i++)
        {
            var period = slices[i].Period;
            if (selections[i].Flat is { } fee && flat.Add(fee.IsReservation)) charges.Add(new(i, fee, 1));
            if (selections[i].Energy is { } energy && period.Wh > 0) charges.Add(new(i, energy, period.Wh));
            if (selections[i].Time is { } time && period.Duration > TimeSpan.Zero) charges.Add(new(i, time, period.Duration.Ticks));
        }

        charges.AddRange(Steps(charges));
        return charges;
    }

    // OCPI 2.2.1 section 10.4.1 (mod_cdrs, step_size): once for energy, once for time, which is that of parking if any parking was billed.
    private static List<Charge> Steps(List<Charge> charges)
    {
        var parking = Of(TariffDimensionType.ParkingTime, isReservation: false);
        return
        [
            .. Step(Of(TariffDimensionType.Energy, isReservation: false), 1),
            .. Step(parking.Length > 0 ? parking : Of(TariffDimensionType.Time, isReservation: false), TimeSpan.TicksPerSecond),
            .. Step(Of(TariffDimensionType.Time, isReservation: true), TimeSpan.TicksPerSecond),
        ];

        Charge[] Of(TariffDimensionType type, bool isReservation) =>
            [.. charges.Where(charge => charge.Pick.Component.Type == type && charge.Pick.IsReservation == isReservation)];
    }

    // The size of the last component, which prices what is added, in the last slice that was billed.
    private static IEnumerable<Charge> Step(Charge[] charges, decimal unit)
    {
        if (charges.Length == 0 || charges[^1].Pick.Component.StepSize <= 0) yield break;
        var step = charges[^1].Pick.Component.StepSize * unit;
        var over = charges.Sum(charge => charge.Units) % step;
        if (over > 0) yield return charges[^1] with { Units = step - over, Added = true };
    }
}
