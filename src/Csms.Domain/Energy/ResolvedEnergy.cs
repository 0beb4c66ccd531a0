namespace Csms.Domain.Energy;

/// <summary>What is billed of a transaction's energy, and what was noticed on the way. The clock decides only what is plausible.</summary>
/// <param name="Wh">Whole Wh, never negative; a watt-hour that was begun is not billed. Provisional when not <paramref name="Billable"/>.</param>
/// <param name="Flags">Each once, in the order of the enumeration.</param>
/// <param name="Billable">False: held until an operator has looked.</param>
/// <param name="Course">How the energy came about.</param>
public sealed record ResolvedEnergy(long Wh, IReadOnlyList<EnergyFlag> Flags, bool Billable, EnergyCourse Course)
{
    /// <summary>Resolves the readings of a transaction; see <see cref="EnergyFlag"/> for what may be wrong with them.</summary>
    public static ResolvedEnergy Of(MeteredTransaction transaction) => new EnergyResolution(transaction with
    {
        MeterStart = SampledValues.Credible(transaction.MeterStart),
        MeterStop = SampledValues.Credible(transaction.MeterStop),
    }).Resolve();

    /// <summary>What somebody decided that it was, in the course that was read; evenly over the session where nothing was.</summary>
    /// <param name="wh">The energy.</param>
    /// <param name="stoppedAt">Its end; null: unknown.</param>
    public ResolvedEnergy Decided(long wh, ReportedTime? stoppedAt)
    {
        var (first, last) = (Course.Points[0], Course.Points[^1]);
        IReadOnlyList<EnergyPoint> points = Wh > 0 ? [.. Course.Points.Select(point => point with { Wh = (long)((Int128)point.Wh * wh / Wh) })]
            : stoppedAt is { } end && end.Corrected > first.At.Corrected ? [first, new(end, wh)]
            : last.At.Corrected > first.At.Corrected ? [first, last with { Wh = wh }]
            : [first, new(first.At with { Corrected = first.At.Corrected.AddTicks(1) }, wh)];
        return this with { Wh = wh, Course = new(points) };
    }
}

/// <summary>The energy of a session over time.</summary>
/// <param name="Points">In order of time, ascending from 0 to the energy of the session; at least the start.</param>
public sealed record EnergyCourse(IReadOnlyList<EnergyPoint> Points)
{
    /// <summary>Energy at a moment: measured where a reading was taken, else interpolated and cut to whole Wh, so that the remainder falls to the
    /// later part and the sum stays.</summary>
    public (long Wh, bool Measured) At(DateTimeOffset time)
    {
        var after = FirstAfter(time);
        if (after == 0) return (0, false);
        var before = Points[after - 1];
        if (before.At.Corrected == time) return (before.Wh, true);
        if (after == Points.Count) return (before.Wh, false);
        var next = Points[after];
        var share = (Int128)(next.Wh - before.Wh) * (time - before.At.Corrected).Ticks / (next.At.Corrected - before.At.Corrected).Ticks;
        return (before.Wh + (long)share, false);
    }

    /// <summary>Mean power between the readings around a moment, W; null outside of them.</summary>
    public decimal? MeanPowerAt(DateTimeOffset time)
    {
        var after = FirstAfter(time);
        if (after == 0 || after == Points.Count) return null;
        var (before, next) = (Points[after - 1], Points[after]);
        return (next.Wh - before.Wh) * (decimal)TimeSpan.TicksPerHour / (next.At.Corrected - before.At.Corrected).Ticks;
    }

    private int FirstAfter(DateTimeOffset time)
    {
        var (low, high) = (0, Points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Points[middle].At.Corrected > time) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}

/// <summary>What had been delivered at a moment.</summary>
/// <param name="At">When it was read.</param>
/// <param name="Wh">Since the start of the session.</param>
public sealed record EnergyPoint(ReportedTime At, long Wh);
