using System.Globalization;

namespace Csms.Domain;

/// <summary>Finds the reading of the energy register among samples, for showing progress; bills are made from the stored samples.</summary>
internal static class EnergyRegister
{
    // No register is near a petawatt hour; beyond it, arithmetic on nonsense could overflow.
    private const decimal Credible = 1e15m;

    /// <summary>The total register at the outlet in Wh (OCPP 1.6 section 7.31, the default measurand), or null when none was sampled.</summary>
    public static decimal? In(MeterReading reading)
    {
        decimal? found = null;
        for (var i = 0; i < reading.Samples.Count; i++) found = In(reading.Samples[i]) ?? found;
        return found;
    }

    private static decimal? In(Sample sample)
    {
        if (sample is not
            {
                Measurand: null or "Energy.Active.Import.Register",
                Phase: null,
                Location: null or "Outlet",
                Format: null or "Raw",
                Unit: null or "Wh" or "kWh",
            }
            || !decimal.TryParse(sample.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || value is > Credible or < -Credible)
        {
            return null;
        }

        return sample.Unit == "kWh" ? value * 1000 : value;
    }
}
