namespace Csms.Simulator.Energy;

/// <summary>The energy of one session: integrates the power curve over elapsed time when asked, and needs no timer of its own.</summary>
public sealed class EnergyFlow(Vehicle vehicle, PowerCurve curve, double speed = 1)
{
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(5);
    private readonly TimeSpan step = LongestStep / Math.Max(1, speed);

    public TimeSpan Elapsed { get; private set; }
    public double EnergyWh { get; private set; }
    public double StateOfCharge { get; private set; } = vehicle.StateOfCharge;

    /// <summary>The charge point or an invalid token keeps the contactor open.</summary>
    public bool Suspended { get; set; }

    public bool Full => StateOfCharge >= vehicle.TargetStateOfCharge;

    /// <summary>The power at this instant; zero once the car is full or while energy is suspended.</summary>
    public double Watts => Suspended || Full ? 0 : curve.WattsAt(Elapsed, StateOfCharge);

    public double LimitWatts => curve.LimitWatts;

    /// <summary>Lets time pass. The register can only grow: time that runs backwards adds nothing.</summary>
    public void Advance(TimeSpan by)
    {
        while (by > TimeSpan.Zero)
        {
            var slice = by < step ? by : step;
            by -= slice;
            if (!Suspended && !Full) Charge(slice);
            Elapsed += slice;
        }
    }

    private void Charge(TimeSpan slice)
    {
        // Midpoint rule: the ramp is linear and the taper smooth, so five seconds are exact enough for whole watt-hours.
        var middle = curve.WattsAt(Elapsed + (slice / 2), StateOfCharge);
        var room = (vehicle.TargetStateOfCharge - StateOfCharge) * vehicle.CapacityWh;
        var energy = Math.Min(middle * slice.TotalHours, room);
        EnergyWh += energy;
        StateOfCharge = energy >= room ? vehicle.TargetStateOfCharge : StateOfCharge + (energy / vehicle.CapacityWh);
    }
}
