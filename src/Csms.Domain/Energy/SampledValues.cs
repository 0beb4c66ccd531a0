using System.Globalization;

namespace Csms.Domain.Energy;

/// <summary>Finds what bills are made of among samples (OCPP 1.6 section 7.31: defaults are the import register, Wh, Raw, Outlet, all phases).</summary>
internal static class SampledValues
{
    public const string Begin = "Transaction.Begin";
    public const string End = "Transaction.End";

    private const string Register = "Energy.Active.Import.Register";

    // No register is near a petawatt hour; beyond it, arithmetic on nonsense could overflow.
    public const decimal Limit = 1e15m;

    /// <summary>The registers of a reading in Wh, by context: charge points put several into one (quirk Q14). Null: a value that is no number, is
    /// negative, or of some phases only.</summary>
    public static IEnumerable<(string Context, decimal? Wh, bool Phases)> Registers(TimedReading reading)
    {
        Sample? only = null;
        for (var i = 0; i < reading.Samples.Count; i++)
        {
            if (!IsRegister(reading.Samples[i])) continue;
            if (only is not null) return RegistersByContext(reading);
            only = reading.Samples[i];
        }

        return only is null ? [] : Registers(ContextOf(only), [only]);
    }

    /// <summary>Wh since the interval before (measurand …Interval), or null.</summary>
    public static decimal? Interval(TimedReading reading) => Sum(reading, "Energy.Active.Import.Interval");

    /// <summary>Watts over all phases, or null.</summary>
    public static decimal? Power(TimedReading reading) => Sum(reading, "Power.Active.Import");

    /// <summary>Amperes, the sum of the phases, or null.</summary>
    public static decimal? Current(TimedReading reading) => Sum(reading, "Current.Import");

    /// <summary>The value, or null when no register can show it.</summary>
    public static decimal? Credible(decimal? value) => value is <= Limit and >= -Limit ? value : null;

    private static IEnumerable<(string Context, decimal? Wh, bool Phases)> RegistersByContext(TimedReading reading) =>
        reading.Samples.Where(IsRegister).GroupBy(ContextOf).SelectMany(samples => Registers(samples.Key, samples));

    private static decimal? Sum(TimedReading reading, string measurand)
    {
        Sample? total = null;
        LastOfEachPhase phases = default;
        for (var i = 0; i < reading.Samples.Count; i++)
        {
            var sample = reading.Samples[i];
            if (sample.Measurand != measurand || !IsBillable(sample)) continue;
            if (sample.Phase is null) total = sample;
            else phases.Add(sample);
        }

        return total is not null ? Number(total) : phases.Count > 0 ? phases.Sum : null;
    }

    private static IEnumerable<(string Context, decimal? Wh, bool Phases)> Registers(string context, IEnumerable<Sample> samples)
    {
        LastOfEachPhase phases = default;
        var anyTotal = false;
        foreach (var sample in samples)
        {
            if (sample.Phase is not null)
            {
                phases.Add(sample);
                continue;
            }

            anyTotal = true;
            yield return (context, NotNegative(Number(sample)), false);
        }

        if (!anyTotal && phases.Count > 0) yield return (context, phases.Count == 3 ? NotNegative(phases.Sum) : null, true);
    }

    private static bool IsRegister(Sample sample) => (sample.Measurand ?? Register) == Register && IsBillable(sample);

    private static string ContextOf(Sample sample) => sample.Context ?? "Sample.Periodic";

    private static decimal? NotNegative(decimal? value) => value is >= 0 ? value : null;

    // What is measured in the vehicle or at the inlet is not what was delivered at the outlet; signed values are read elsewhere.
    private static bool IsBillable(Sample sample) => sample is { Location: null or "Outlet", Format: null or "Raw", ContentId: null };

    private static decimal? Number(Sample sample) => sample.Unit switch
    {
        null or "Wh" or "W" or "A" => Parsed(sample),
        "kWh" or "kW" => Credible(Parsed(sample) * 1000),
        _ => null,
    };

    private static decimal? Parsed(Sample sample) =>
        decimal.TryParse(sample.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? Credible(value) : null;

    /// <summary>What a reading says of single phases; the last of each counts.</summary>
    private struct LastOfEachPhase
    {
        private Sample? first;
        private Sample? second;
        private Sample? third;

        public readonly int Count => (first is null ? 0 : 1) + (second is null ? 0 : 1) + (third is null ? 0 : 1);

        public readonly decimal Sum => ValueOf(first) + ValueOf(second) + ValueOf(third);

        public void Add(Sample sample)
        {
            switch (sample.Phase)
            {
                case "L1" or "L1-N": first = sample; break;
                case "L2" or "L2-N": second = sample; break;
                case "L3" or "L3-N": third = sample; break;
            }
        }

        private static decimal ValueOf(Sample? sample) => sample is null ? 0 : Number(sample) ?? 0;
    }
}
