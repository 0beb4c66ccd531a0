namespace Csms.Simulator.Energy;

/// <summary>A car as the charge point meets it: what it can take, what it has, and when it has had enough.</summary>
/// <param name="CapacityWh">Usable energy of the battery.</param>
/// <param name="StateOfCharge">Share of the capacity at plug-in, 0 to 1.</param>
/// <param name="TargetStateOfCharge">The car suspends charging here.</param>
/// <param name="MaxPowerAc">Power of the on-board charger in watts.</param>
/// <param name="MaxPowerDc">Power the battery takes from a DC charger in watts.</param>
public sealed record Vehicle(double CapacityWh, double StateOfCharge, double TargetStateOfCharge, double MaxPowerAc, double MaxPowerDc)
{
    private static readonly (double Wh, double Ac, double Dc)[] Models =
        [(36_800, 7_400, 50_000), (52_000, 22_000, 130_000), (58_000, 11_000, 120_000), (77_000, 11_000, 135_000), (93_400, 11_000, 270_000)];

    /// <summary>A family car that is neither empty nor full.</summary>
    public static Vehicle Typical { get; } = new(58_000, 0.35, 0.9, 11_000, 120_000);

    public static Vehicle Draw(Random random)
    {
        var (wh, ac, dc) = random.OneOf(Models);
        return new Vehicle(wh, Math.Round(random.Between(0.08, 0.7), 3), random.OneOf([0.8, 0.9, 1.0]), ac, dc);
    }

    /// <summary>
    /// The same car with a battery that is <paramref name="speed"/> times smaller. A hurried world keeps true power and true timestamps, so that
    /// energy stays the integral of power over the time reported and nothing happens in the future; what shrinks is how much the car needs.
    /// </summary>
    public Vehicle Hurried(double speed) => this with { CapacityWh = CapacityWh / speed };
}
