namespace Csms.Domain.ChargingProfiles;

/// <summary>Limits one after another (OCPP 1.6 section 7.13). Two schedules with the same content are equal.</summary>
/// <param name="Unit">Unit of every limit in it.</param>
/// <param name="Periods">In order of their starts, the first at 0.</param>
/// <param name="Duration">Seconds until the schedule ends and the next lower stack level speaks; null: the last period goes on.</param>
/// <param name="StartSchedule">What an absolute or recurring schedule counts from; null: from the start of the transaction, as a relative one.</param>
/// <param name="MinChargingRate">Below it charging is of no use to the vehicle; in <paramref name="Unit"/>. It limits nothing.</param>
public sealed record ChargingSchedule(
    ChargingRateUnit Unit,
    IReadOnlyList<ChargingSchedulePeriod> Periods,
    int? Duration = null,
    DateTimeOffset? StartSchedule = null,
    decimal? MinChargingRate = null)
{
    /// <inheritdoc/>
    public bool Equals(ChargingSchedule? other) =>
        other is not null &&
        (Unit, Duration, StartSchedule, MinChargingRate) == (other.Unit, other.Duration, other.StartSchedule, other.MinChargingRate) &&
        Periods.SequenceEqual(other.Periods);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unit, Duration, StartSchedule, MinChargingRate, Periods.Count);
}

/// <summary>A limit from a moment on (OCPP 1.6 section 7.14).</summary>
/// <param name="StartPeriod">Seconds from the start of the schedule.</param>
/// <param name="Limit">W over all phases or A on each, in steps of 0.1; 0 pauses charging.</param>
/// <param name="NumberPhases">Phases that may be used, 1 to 3; null: 3, or what the supply has.</param>
public sealed record ChargingSchedulePeriod(int StartPeriod, decimal Limit, int? NumberPhases = null);

/// <summary>Unit of limits (OCPP 1.6 section 7.12).</summary>
public enum ChargingRateUnit
{
    /// <summary>Watts over all phases.</summary>
    W,

    /// <summary>Amperes on each phase (errata 3.68).</summary>
    A,
}
