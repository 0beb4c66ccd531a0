namespace Csms.Domain.Energy;

/// <summary>From registers to energy, step by step; each step deals with something that charge points do (quirks Q11, Q14, Q15).</summary>
internal sealed class EnergyResolution(MeteredTransaction transaction)
{
    /// <summary>Registers fall by a few Wh when a meter rounds; more is a reset.</summary>
    public const decimal Jitter = 10;

    private readonly SortedSet<EnergyFlag> flags = [];
    private readonly List<EnergyPoint> points = [new(Start(transaction.StartedAt), 0)];

    public ResolvedEnergy Resolve()
    {
        var readings = new RegisterReadings(transaction, flags).Read();
        readings = InWattHours(readings);
        var stop = transaction.MeterStop;
        readings = SinceEver(readings, ref stop);
        var baseline = Baseline(readings);
        var wh = Ended(readings, stop, baseline) && baseline is { } register ? Added(readings, register) : OfIntervals();
        if (wh > transaction.Possible(Duration())) flags.Add(EnergyFlag.ImplausibleEnergy);
        return new(wh, [.. flags], !flags.Any(EnergyFlags.Holds), Course(wh));
    }

    private List<RegisterReading> InWattHours(List<RegisterReading> readings)
    {
        var between = KilowattHours.LieBetweenRegisters(readings, transaction);
        if (between || KilowattHours.AreToldByPower(readings, transaction)) flags.Add(EnergyFlag.KwhLabelledWh);
        return between ? readings.ConvertAll(reading => reading with { Wh = reading.Wh * 1000 }) : readings;
    }

    // All below the register at the start, and the first about zero: they count from the start of the session.
    private List<RegisterReading> SinceEver(List<RegisterReading> readings, ref decimal? stop)
    {
        if (readings.Count == 0 || transaction.MeterStart is not { } start || !readings.TrueForAll(reading => reading.Wh < start - Jitter)) return readings;
        if (readings[0].Wh > transaction.Possible(readings[0].At.Corrected - transaction.StartedAt.Corrected)) return readings;

        flags.Add(EnergyFlag.SessionRelativeSamples);
        if (stop > 0 && stop < start && stop >= readings[^1].Wh - Jitter)
        {
            flags.Add(EnergyFlag.SessionRelativeStop);
            stop += start;
        }

        return readings.ConvertAll(reading => reading with { Wh = reading.Wh + start });
    }

    // A start that was never read, or a zero that stands for one: 910 kWh have been billed for that (quirk Q14). What flowed before the first
    // reading is not billed.
    private decimal? Baseline(List<RegisterReading> readings)
    {
        var first = readings.Count > 0 ? readings[0] : null;
        var known = transaction.MeterStart switch
        {
            null or < 0 => false,
            0 => first is null || first.Wh <= transaction.Possible(first.At.Corrected - transaction.StartedAt.Corrected),
            _ => true,
        };
        if (known) return transaction.MeterStart;

        flags.Add(EnergyFlag.MeterStartUnknown);
        if (first is null) return null;
        flags.Add(EnergyFlag.BaselineLatched);
        return first.Wh;
    }

    /// <summary>Puts the end of the session at the end of the readings; false when it is unknown.</summary>
    private bool Ended(List<RegisterReading> readings, decimal? stop, decimal? baseline)
    {
        if (transaction.StoppedAt is not { } stoppedAt)
        {
            flags.Add(EnergyFlag.StopMissing);
            return readings.Count > 0;
        }

        if (stop > 0 || (stop == 0 && baseline == 0 && readings.TrueForAll(reading => reading.Wh <= Jitter)))
        {
            if (readings.Count == 0 && stop < baseline) return false;
            readings.Add(new(stoppedAt, stop.Value, SampledValues.End));
            return true;
        }

        flags.Add(EnergyFlag.StopValueSubstituted);
        var end = readings.FindLastIndex(reading => reading.Context == SampledValues.End);
        if (end >= 0) readings.RemoveRange(end + 1, readings.Count - end - 1);
        return readings.Count > (flags.Contains(EnergyFlag.BaselineLatched) ? 1 : 0);
    }

    private long Added(List<RegisterReading> readings, decimal baseline)
    {
        var (sum, last, lowest) = (0m, baseline, baseline);
        var lastAt = transaction.StartedAt.Corrected;
        foreach (var reading in readings)
        {
            if (reading.Wh >= last - Jitter)
            {
                sum += reading.Wh - last;
            }
            else
            {
                // From zero up, when that can be; else another meter goes on from anywhere.
                flags.Add(EnergyFlag.MeterReset);
                var counted = reading.Wh < lowest && reading.Wh <= transaction.Possible(reading.At.Corrected - lastAt) ? reading.Wh : 0;
                sum += counted;
                lowest = reading.Wh - counted;
            }

            (last, lastAt) = (reading.Wh, reading.At.Corrected);
            points.Add(new(reading.At, Whole(sum)));
        }

        return points[^1].Wh;
    }

    private long OfIntervals()
    {
        var intervals = transaction.Readings.Where(reading => SampledValues.Interval(reading) is >= 0).DistinctBy(reading => reading.At)
            .OrderBy(reading => reading.At.Corrected).ToArray();
        flags.Add(intervals.Length > 0 ? EnergyFlag.IntervalsSummed : EnergyFlag.EnergyUnknown);
        var sum = 0m;
        foreach (var reading in intervals)
            points.Add(new(reading.At, Whole(sum += SampledValues.Interval(reading)!.Value)));
        return points[^1].Wh;
    }

    // Each may be credible, and all of them together not: no session is near it, and what is that much is held.
    private static long Whole(decimal wh) => (long)decimal.Floor(Math.Clamp(wh, 0, SampledValues.Limit));

    // So that there is a next tick.
    private static ReportedTime Start(ReportedTime at) =>
        at.Corrected < DateTimeOffset.MaxValue ? at : at with { Corrected = DateTimeOffset.MaxValue.AddTicks(-1) };

    private TimeSpan Duration() => (transaction.StoppedAt ?? points[^1].At).Corrected - transaction.StartedAt.Corrected;

    // Jitter may lift a reading above its successors, or above the end: it is never more than what was billed. What is read at the start or, by a
    // clock that was set back, before it, counts from the next tick on: the course begins with zero and loses nothing.
    private EnergyCourse Course(long wh)
    {
        var course = new List<EnergyPoint> { points[0] };
        foreach (var point in points.Skip(1))
        {
            var last = course[^1];
            var next = point with { Wh = Math.Min(wh, Math.Max(point.Wh, last.Wh)) };
            if (point.At.Corrected > last.At.Corrected) course.Add(next);
            else if (course.Count > 1) course[^1] = last with { Wh = next.Wh };
            else if (next.Wh > 0) course.Add(next with { At = next.At with { Corrected = last.At.Corrected.AddTicks(1) } });
        }

        return new(course);
    }
}
