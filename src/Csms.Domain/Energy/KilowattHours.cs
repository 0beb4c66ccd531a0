namespace Csms.Domain.Energy;

/// <summary>Recognises samples in kWh that say Wh (quirk Q11).</summary>
internal static class KilowattHours
{
    private const int Enough = 3;
    private const decimal ReadInWholeKilowattHours = 1000;

    /// <summary>A thousand times the samples lie between the registers of start and stop, the samples themselves do not.</summary>
    public static bool LieBetweenRegisters(List<RegisterReading> readings, MeteredTransaction transaction)
    {
        if (readings.Count < Enough || transaction is not { MeterStart: > 0 and var start, MeterStop: { } stop } || stop < start) return false;
        return readings.TrueForAll(reading =>
            reading.Wh * 1000 >= start - ReadInWholeKilowattHours && reading.Wh * 1000 <= stop + ReadInWholeKilowattHours
            && (reading.Wh < start - EnergyResolution.Jitter || reading.Wh > stop + EnergyResolution.Jitter));
    }

    /// <summary>The samples rise by about a thousandth of what the power that was sampled with them makes.</summary>
    public static bool AreToldByPower(List<RegisterReading> readings, MeteredTransaction transaction)
    {
        if (readings.Count < Enough) return false;
        var power = new Dictionary<DateTimeOffset, decimal>();
        foreach (var reading in transaction.Readings)
            if (SampledValues.Power(reading) is { } watts) power[reading.At.Corrected] = watts;
        var both = readings.FindAll(reading => power.ContainsKey(reading.At.Corrected));
        if (both.Count < Enough) return false;

        var expected = 0m;
        for (var i = 1; i < both.Count; i++)
        {
            var (from, to) = (both[i - 1].At.Corrected, both[i].At.Corrected);
            expected += (power[from] + power[to]) / 2 * ((decimal)(to - from).Ticks / TimeSpan.TicksPerHour);
        }

        return expected >= 100 && (both[^1].Wh - both[0].Wh) * 1000 / expected is > 0.5m and < 2;
    }
}
