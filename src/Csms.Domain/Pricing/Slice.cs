using Csms.Domain.Sessions;
using Csms.Domain.Tariffs;

namespace Csms.Domain.Pricing;

/// <summary>A part of a period in which no restriction begins or ceases to hold.</summary>
/// <param name="Age">Of the session, or of the reservation, at its start.</param>
/// <param name="WhBefore">Energy of the session at its start.</param>
/// <param name="Local">What the location's clock shows at its start.</param>
internal sealed record Slice(TimelinePeriod Period, TimeSpan Age, decimal WhBefore, DateTime Local)
{
    public bool IsReservation => Period.Counts is TimeCountsAs.Reservation or TimeCountsAs.ExpiredReservation;

    public decimal? Power => Period.Power ?? (Period.Duration > TimeSpan.Zero ? Period.Wh * TimeSpan.TicksPerHour / Period.Duration.Ticks : null);

    // Who does not charge draws no current; of who does nobody knows.
    public decimal? Current => Period.Current ?? (Period is { Activity: Activity.Charging } or { Wh: > 0 } ? null : 0);

    /// <summary>Whether all restrictions hold (OCPI 2.2.1 section 11.4.6); what is not known does not.</summary>
    public bool Satisfies(TariffRestrictions? r) => r is null || (
        Within(WhBefore, r.MinKwh * 1000, r.MaxKwh * 1000)
        && Within(Age.Ticks, r.MinDuration * TimeSpan.TicksPerSecond, r.MaxDuration * TimeSpan.TicksPerSecond)
        && Within(Current, r.MinCurrent, r.MaxCurrent)
        && Within(Power, r.MinPower * 1000, r.MaxPower * 1000)
        && IsAt(r));

    private static bool Within(decimal? value, decimal? min, decimal? max) => (min is null || value >= min) && (max is null || value < max);

    private bool IsAt(TariffRestrictions r)
    {
        var date = DateOnly.FromDateTime(Local);
        return !(date < r.StartDate) && !(date >= r.EndDate) && r.DayOfWeek?.Contains(Local.DayOfWeek) != false && IsBetween(r.StartTime, r.EndTime);
    }

    private bool IsBetween(TimeOnly? start, TimeOnly? end)
    {
        var time = TimeOnly.FromDateTime(Local);
        var from = start ?? TimeOnly.MinValue;
        if (end is not { } to || to == TimeOnly.MinValue) return time >= from;
        return from < to ? time >= from && time < to : time >= from || time < to;
    }
}
