namespace Csms.Domain.Energy;

/// <summary>A register value that may be used.</summary>
internal sealed record RegisterReading(ReportedTime At, decimal Wh, string Context);

/// <summary>Prepares the register readings of a transaction: which there are, in which order, and which cannot be meant.</summary>
internal sealed class RegisterReadings(MeteredTransaction transaction, SortedSet<EnergyFlag> flags)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);

    /// <summary>Without what is before the start or after the stop: the tail of a meter that goes on (quirk Q14) would look like a fault.</summary>
    public List<RegisterReading> Read()
    {
        var readings = Extract().Distinct().OrderBy(reading => reading.At.Corrected).ToList();
        var started = transaction.StartedAt.Corrected;
        RemoveFrom(readings, reading => started - reading.At.Corrected > Tolerance, EnergyFlag.ReadingBeforeStartIgnored);
        if (transaction.StoppedAt is { } stopped)
            RemoveFrom(readings, reading => reading.At.Corrected - stopped.Corrected > Tolerance, EnergyFlag.ReadingAfterStopIgnored);
        RemoveFrom(
            readings,
            reading => reading.Context == SampledValues.Begin && reading.At.Corrected - started > Tolerance,
            EnergyFlag.BeginContextEchoIgnored);
        return WithoutDropouts(readings);
    }

    private IEnumerable<RegisterReading> Extract()
    {
        if (transaction.SampleScale != 1) flags.Add(EnergyFlag.ScaleApplied);
        foreach (var reading in transaction.Readings)
        {
            foreach (var (context, wh, phases) in SampledValues.Registers(reading))
            {
                if (wh is { } value) yield return new(reading.At, value * transaction.SampleScale, context);
                if (wh is null) flags.Add(phases ? EnergyFlag.PhasesIncomplete : EnergyFlag.UnusableReadingDropped);
                else if (phases) flags.Add(EnergyFlag.PhasesSummed);
            }
        }
    }

    private void RemoveFrom(List<RegisterReading> readings, Predicate<RegisterReading> what, EnergyFlag flag)
    {
        if (readings.RemoveAll(what) > 0) flags.Add(flag);
    }

    // A register that comes back to where it was did not fall to zero. One zero happens; more of them somebody should look at.
    private List<RegisterReading> WithoutDropouts(List<RegisterReading> readings)
    {
        var kept = new List<RegisterReading>();
        var last = transaction.MeterStart ?? 0;
        for (var i = 0; i < readings.Count; i++)
        {
            var next = i;
            while (last > 0 && next < readings.Count && readings[next].Wh == 0) next++;
            if (next > i && ComesBack(readings, next, last))
            {
                flags.Add(next == i + 1 ? EnergyFlag.ZeroDropoutIgnored : EnergyFlag.ZeroRunIgnored);
                i = next - 1;
                continue;
            }

            kept.Add(readings[i]);
            last = readings[i].Wh;
        }

        return kept;
    }

    private bool ComesBack(List<RegisterReading> readings, int next, decimal last)
    {
        var value = next < readings.Count ? readings[next].Wh : transaction.MeterStop is > 0 ? transaction.MeterStop : null;
        return value is null || value >= last - EnergyResolution.Jitter;
    }
}
