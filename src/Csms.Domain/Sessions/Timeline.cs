namespace Csms.Domain.Sessions;

/// <summary>What happened in a session, gapless from its start (or that of its reservation) to its end: what is priced.</summary>
/// <param name="Periods">In order; those of a reservation first.</param>
public sealed record Timeline(IReadOnlyList<TimelinePeriod> Periods)
{
    /// <summary>Nothing happened.</summary>
    public static Timeline Empty { get; } = new([]);

    /// <summary>Energy of all periods, Wh.</summary>
    public decimal Wh => Periods.Sum(period => period.Wh);

    /// <summary>Some of its times are not what the charge point said: whoever is billed by the clock is told (TIME_CORRECTED).</summary>
    public bool IsTimeCorrected => Periods.Any(period => period.Offset != TimeSpan.Zero);

    /// <summary>The time line of a transaction. Cuts are made where the activity changes, and where readings were taken.</summary>
    public static Timeline Of(SessionReports reports, IdlePolicy idle) => TimelineBuilding.Build(reports, idle);

    /// <summary>With a reservation before it.</summary>
    /// <param name="from">When the reservation began.</param>
    /// <param name="to">When it ended.</param>
    /// <param name="expired">It ended because nobody came (RESERVATION_EXPIRES).</param>
    public Timeline AfterReservation(DateTimeOffset from, DateTimeOffset to, bool expired = false) => new([
        new(from, to, Activity.Reserved, expired ? TimeCountsAs.ExpiredReservation : TimeCountsAs.Reservation), .. Periods]);
}

/// <summary>A stretch of time in which one thing happened.</summary>
/// <param name="Start">Corrected time.</param>
/// <param name="End">Corrected time; not before the start.</param>
/// <param name="Activity">What happened.</param>
/// <param name="Counts">What its time is billed as, if it is.</param>
/// <param name="Wh">Energy delivered in it.</param>
/// <param name="Power">W, for restrictions of tariffs; null: what the energy says.</param>
/// <param name="Current">A, sum of the phases, for restrictions of tariffs; null: unknown.</param>
/// <param name="AtStart">Where the register at its start comes from.</param>
/// <param name="AtEnd">Where the register at its end comes from.</param>
/// <param name="Offset">What was added to the charge point's clock: <c>Start - Offset</c> is what it said.</param>
/// <param name="Inferred">The activity was concluded from readings, not reported.</param>
public sealed record TimelinePeriod(
    DateTimeOffset Start,
    DateTimeOffset End,
    Activity Activity,
    TimeCountsAs Counts,
    decimal Wh = 0,
    decimal? Power = null,
    decimal? Current = null,
    RegisterSource AtStart = RegisterSource.Measured,
    RegisterSource AtEnd = RegisterSource.Measured,
    TimeSpan Offset = default,
    bool Inferred = false)
{
    /// <summary>How long it lasted.</summary>
    public TimeSpan Duration => End - Start;
}

/// <summary>What happened at a connector during a session.</summary>
public enum Activity
{
    /// <summary>Energy flowed or might have.</summary>
    Charging,

    /// <summary>The vehicle took none (SuspendedEV).</summary>
    SuspendedByVehicle,

    /// <summary>The charge point gave none (SuspendedEVSE).</summary>
    SuspendedByChargePoint,

    /// <summary>We had limited it to nothing: never at the driver's cost.</summary>
    Throttled,

    /// <summary>Charging was over and the vehicle still there (Finishing, or stopped and not yet Available).</summary>
    Parked,

    /// <summary>Faulted or Unavailable.</summary>
    OutOfOrder,

    /// <summary>Kept for somebody.</summary>
    Reserved,
}

/// <summary>What time is billed as.</summary>
public enum TimeCountsAs
{
    /// <summary>Not at all.</summary>
    Nothing,

    /// <summary>TIME.</summary>
    Time,

    /// <summary>PARKING_TIME.</summary>
    ParkingTime,

    /// <summary>TIME of elements with restriction RESERVATION.</summary>
    Reservation,

    /// <summary>TIME of elements with restriction RESERVATION_EXPIRES, else RESERVATION.</summary>
    ExpiredReservation,
}

/// <summary>Where the register at a cut comes from.</summary>
public enum RegisterSource
{
    /// <summary>A reading.</summary>
    Measured,

    /// <summary>Interpolated between readings.</summary>
    Derived,
}
