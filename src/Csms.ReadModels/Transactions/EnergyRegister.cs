using Csms.Domain;
using Csms.ReadModels.MeterValues;

namespace Csms.ReadModels.Transactions;

/// <summary>Readings of the register that energy is counted by: active import, all phases together, at the outlet, not signed.</summary>
internal static class EnergyRegister
{
    /// <summary>The register in whole Wh; null when the sample is something else, no number or negative.</summary>
    public static long? Wh(Sample sample)
    {
        if (sample is not { Measurand: null or "Energy.Active.Import.Register", Phase: null, Location: null or "Outlet", Format: null or "Raw" }) return null;
        if (SampleValue.Number(sample.Value) is not { } number || number < 0) return null;
        var factor = sample.Unit switch { null or "Wh" => 1, "kWh" => 1000, _ => 0 };
        return factor > 0 && number <= long.MaxValue / 1000 ? (long)(number * factor) : null;
    }

    /// <summary>Stop minus start; null when no meter counts that far, which would otherwise overflow.</summary>
    public static long? Between(long start, long stop) => start < 0 && stop > long.MaxValue + start ? null : stop - start;
}
