using static Csms.Domain.ChargingProfiles.ChargingRateUnit;

namespace Csms.Domain.ChargingProfiles;

/// <summary>A limit that knows its unit and its phases.</summary>
internal readonly record struct RateLimit(decimal Value, ChargingRateUnit Unit, int Phases)
{
    /// <summary>A gigawatt. More is no limit to any charge point, and this much can be multiplied and added without overflow.</summary>
    private const decimal Largest = 1_000_000_000;

    public static RateLimit Of(ChargingSchedulePeriod period, ChargingRateUnit unit, Supply supply) =>
        new(Math.Clamp(period.Limit, 0, Largest), unit, Math.Clamp(period.NumberPhases ?? supply.Phases, 1, 3));

    /// <summary>The same limit where fewer phases may be used: amperes stay on each, watts move to those that are left.</summary>
    public RateLimit OnAtMost(int phases) => this with { Phases = Math.Min(Phases, phases) };

    /// <summary>The same limit in another unit: P = I · U · phases (errata 3.68).</summary>
    public RateLimit In(ChargingRateUnit unit, decimal voltage) => (Unit, unit) switch
    {
        (A, W) => new(Value * voltage * Phases, W, Phases),
        (W, A) => new(Value / (voltage * Phases), A, Phases),
        _ => this,
    };
}
