using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>A volume that a price component bills.</summary>
/// <param name="Slice">In which slice.</param>
/// <param name="Units">Wh, ticks, or 1.</param>
/// <param name="Added">The step size added it.</param>
internal sealed record Charge(int Slice, Pick Pick, decimal Units, bool Added = false)
{
    /// <summary>kWh, hours, or 1.</summary>
    public decimal Volume => Pick.Component.Type switch
    {
        TariffDimensionType.Energy => Units / 1000,
        TariffDimensionType.Flat => Units,
        _ => Units / TimeSpan.TicksPerHour,
    };
}

/// <summary>A cost before the last division: so that thirds of hours add up to hours.</summary>
internal readonly record struct ExactCost(decimal Excl, decimal Incl, bool HasVat)
{
    // Divides into Wh of a kWh, ticks of an hour and percents alike.
    private const decimal Scale = 100m * TimeSpan.TicksPerHour;

    public static ExactCost Of(Charge charge)
    {
        var component = charge.Pick.Component;
        var perUnit = component.Type switch
        {
            TariffDimensionType.Energy => Scale / 1000,
            TariffDimensionType.Flat => Scale,
            _ => Scale / TimeSpan.TicksPerHour,
        };
        var excl = component.Price * charge.Units * perUnit;
        return new(excl, excl / 100 * (100 + (component.Vat ?? 0)), component.Vat is not null);
    }

    public static ExactCost Of(IEnumerable<Charge> charges) => charges.Aggregate(default(ExactCost), (sum, charge) => sum.Plus(Of(charge)));

    public Price ToPrice() => new(Excl / Scale, HasVat ? Incl / Scale : null);

    private ExactCost Plus(ExactCost other) => new(Excl + other.Excl, Incl + other.Incl, HasVat || other.HasVat);
}
