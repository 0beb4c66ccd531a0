using System.Globalization;

namespace Csms.Domain.Energy;

/// <summary>Finds what bills are made of among samples (OCPP 1.6 section 7.31: defaults are the import register, Wh, Raw, Outlet, all phases).</summary>
internal static class SampledValues
{
    public const string Begin = "Transaction.Begin";
    public const string End = "Transaction.End";

    private const string Register = "Energy.Active.Import.Register";

    // No register is near a petawatt hour; beyond it, arithmetic on nonsense could overflow.
    private const decimal Limit = 1e15m;

    /// <summary>The registers of a reading in Wh, by context: charge points put several into one (quirk Q14). Null: a value that is no number, is
    /// negative, or of some phases only.</summary>
    public static IEnumerable<(string Context, decimal? Wh, bool Phases)> Registers(TimedReading reading) =>
        from sample in reading.Samples
        where (sample.Measurand ?? Register) == Register && IsBillable(sample)
        group sample by sample.Context ?? "Sample.Periodic" into context
        from register in Totals(context)
        select (context.Key, register.Value is >= 0 ? register.Value : null, register.Phases);

    /// <summary>Wh since the interval before (measurand …Interval), or null.</summary>
    public static decimal? Interval(TimedReading reading) => Sum(reading, "Energy.Active.Import.Interval");

    /// <summary>Watts over all phases, or null.</summary>
    public static decimal? Power(TimedReading reading) => Sum(reading, "Power.Active.Import");

    /// <summary>Amperes, the sum of the phases, or null.</summary>
    public static decimal? Current(TimedReading reading) => Sum(reading, "Current.Import");

    /// <summary>The value, or null when no register can show it.</summary>
    public static decimal? Credible(decimal? value) => value is <= Limit and >= -Limit ? value : null;

    private static decimal? Sum(TimedReading reading, string measurand)
    {
        var samples = reading.Samples.Where(sample => sample.Measurand == measurand && IsBillable(sample)).ToArray();
        if (samples.LastOrDefault(sample => sample.Phase is null) is { } total) return Number(total);
        var phases = LastOfEachPhase(samples);
        return phases.Length == 0 ? null : phases.Sum();
    }

    private static IEnumerable<(decimal? Value, bool Phases)> Totals(IEnumerable<Sample> samples)
    {
        var all = samples.ToArray();
        var totals = all.Where(sample => sample.Phase is null).ToArray();
        if (totals.Length > 0) return totals.Select(sample => (Number(sample), false));
        var phases = LastOfEachPhase(all);
        return phases.Length == 0 ? [] : [(phases.Length == 3 ? phases.Sum() : null, true)];
    }

    private static decimal?[] LastOfEachPhase(Sample[] samples) =>
        [.. samples.Where(sample => PhaseOf(sample) is not null).GroupBy(PhaseOf).Select(phase => Number(phase.Last()))];

    private static string? PhaseOf(Sample sample) => sample.Phase switch
    {
        "L1" or "L1-N" => "L1",
        "L2" or "L2-N" => "L2",
        "L3" or "L3-N" => "L3",
        _ => null,
    };

    // What is measured in the vehicle or at the inlet is not what was delivered at the outlet; signed values are read elsewhere.
    private static bool IsBillable(Sample sample) => sample is { Location: null or "Outlet", Format: null or "Raw", ContentId: null };

    private static decimal? Number(Sample sample) => sample.Unit switch
    {
        null or "Wh" or "W" or "A" => Parsed(sample),
        "kWh" or "kW" => Parsed(sample) * 1000,
        _ => null,
    };

    private static decimal? Parsed(Sample sample) =>
        decimal.TryParse(sample.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Credible(value) : null;
}
