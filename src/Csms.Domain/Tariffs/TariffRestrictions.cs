namespace Csms.Domain.Tariffs;

/// <summary>When an element applies (OCPI 2.2.1 section 11.4.6). They are looked at all the time, not once: an element may begin to apply and cease
/// to within a session.</summary>
/// <param name="StartTime">Local time of the location.</param>
/// <param name="EndTime">Exclusive. Before the start: of the next day. 00:00 is the end of the day.</param>
/// <param name="StartDate">Local, inclusive.</param>
/// <param name="EndDate">Local, exclusive.</param>
/// <param name="MinKwh">From this energy of the session on.</param>
/// <param name="MaxKwh">Below this energy of the session.</param>
/// <param name="MinCurrent">From this sum of the phases on, A.</param>
/// <param name="MaxCurrent">Below this sum of the phases, A.</param>
/// <param name="MinPower">From this power on, kW.</param>
/// <param name="MaxPower">Below this power, kW.</param>
/// <param name="MinDuration">From this age of the session on, seconds; also for parking.</param>
/// <param name="MaxDuration">Below this age of the session, seconds; also for parking.</param>
/// <param name="DayOfWeek">Local days; null: every day.</param>
/// <param name="Reservation">The element prices a reservation, and nothing else.</param>
public sealed record TariffRestrictions(
    TimeOnly? StartTime = null,
    TimeOnly? EndTime = null,
    DateOnly? StartDate = null,
    DateOnly? EndDate = null,
    decimal? MinKwh = null,
    decimal? MaxKwh = null,
    decimal? MinCurrent = null,
    decimal? MaxCurrent = null,
    decimal? MinPower = null,
    decimal? MaxPower = null,
    int? MinDuration = null,
    int? MaxDuration = null,
    IReadOnlyList<DayOfWeek>? DayOfWeek = null,
    ReservationRestrictionType? Reservation = null)
{
    internal bool AreLocal => (StartTime, EndTime, StartDate, EndDate, DayOfWeek) is not (null, null, null, null, null);

    internal bool AskForCurrent => (MinCurrent, MaxCurrent) is not (null, null);
}
