namespace Csms.Simulator.Energy;

/// <summary>Power a car draws at a moment of its session: a pure function, so that a test can integrate it by other means.</summary>
public abstract record PowerCurve(double LimitWatts)
{
    /// <param name="elapsed">Time since the energy began to flow.</param>
    /// <param name="stateOfCharge">0 to 1.</param>
    public abstract double WattsAt(TimeSpan elapsed, double stateOfCharge);

    public static PowerCurve Of(ConnectorKind kind, double connectorWatts, Vehicle vehicle, int noiseSeed, double speed = 1) => kind switch
    {
        ConnectorKind.Ac => new AlternatingCurrent(Math.Min(connectorWatts, vehicle.MaxPowerAc), noiseSeed),
        _ => new DirectCurrent(Math.Min(connectorWatts, vehicle.MaxPowerDc), TimeSpan.FromSeconds(45 / speed)),
    };
}

/// <summary>An on-board charger takes what the cable gives, give or take a percent.</summary>
public sealed record AlternatingCurrent(double LimitWatts, int NoiseSeed) : PowerCurve(LimitWatts)
{
    public override double WattsAt(TimeSpan elapsed, double stateOfCharge)
    {
        // Noise that changes every ten seconds and is the same whenever it is asked for.
        var bucket = unchecked((uint)NoiseSeed ^ ((uint)(elapsed.TotalSeconds / 10) * 2654435761u));
        bucket ^= bucket >> 15;
        bucket *= 2246822519u;
        bucket ^= bucket >> 13;
        return LimitWatts * (1 - (0.015 * (bucket / (double)uint.MaxValue)));
    }
}

/// <summary>A battery on DC: half a minute of ramp while the insulation is tested and the current raised, a plateau, and a taper when the cells fill.</summary>
public sealed record DirectCurrent(double LimitWatts, TimeSpan Ramp) : PowerCurve(LimitWatts)
{
    private const double Knee = 0.55;
    private const double ShareWhenFull = 0.08;

    public override double WattsAt(TimeSpan elapsed, double stateOfCharge)
    {
        var ramp = Ramp > TimeSpan.Zero ? Math.Clamp(elapsed / Ramp, 0, 1) : 1;
        var beyondKnee = Math.Clamp((stateOfCharge - Knee) / (1 - Knee), 0, 1);
        return LimitWatts * ramp * (1 - ((1 - ShareWhenFull) * Math.Pow(beyondKnee, 0.85)));
    }
}
