using System.Diagnostics;

namespace Csms.Domain.ChargingProfiles;

/// <summary>The limits that result from all profiles together (OCPP 1.6 section 3.13.4): what a charge point that has them should do.</summary>
/// <param name="ConnectorId">0: the grid connection.</param>
/// <param name="Start">What the periods count from, a whole second.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Unit">Unit of the limits.</param>
/// <param name="Periods">At least one, in order, the first at 0, no two neighbours alike.</param>
public sealed record CompositeSchedule(
    int ConnectorId,
    DateTimeOffset Start,
    int Duration,
    ChargingRateUnit Unit,
    IReadOnlyList<CompositePeriod> Periods)
{
    /// <summary>The composite schedule of these profiles.</summary>
    /// <remarks>
    /// At any moment, within a purpose, the highest stack level that has a limit prevails; a connector's part is the limit of its transaction,
    /// else the default; the result is the lower of this part and the charge point's maximum, on the fewer phases of both. For connector 0 these
    /// are added, and held against the maximum once more; where one has no limit, nor has the sum. Conversion uses the phases that are left.
    /// Limits are rounded down to the tenth that OCPP can say.
    /// </remarks>
    public static CompositeSchedule Of(InstalledProfiles installed, CompositeScheduleRequest request)
    {
        var start = request.Start.ToUnixTimeSeconds();
        var calculation = new CompositeCalculation(installed, request);
        var periods = new List<CompositePeriod>();
        var moment = start;
        do
        {
            var (limit, until) = calculation.At(moment);
            var period = new CompositePeriod((int)(moment - start), limit is { } some ? RoundedDown(some.Value) : null, limit?.Phases);
            if (periods.Count == 0 || !period.IsLike(periods[^1])) periods.Add(period);
            moment = until > moment ? until : throw new UnreachableException("Time stands still.");
        }
        while (moment - start < request.Duration);

        return new(request.ConnectorId, DateTimeOffset.FromUnixTimeSeconds(start), request.Duration, request.Unit, periods);
    }

    // Three thirds are one: what division lost is given back before the tenths are cut.
    private static decimal RoundedDown(decimal limit) => decimal.Floor(decimal.Round(limit * 10, 9)) / 10;
}

/// <summary>A limit from a moment on.</summary>
/// <param name="StartPeriod">Seconds from the start of the schedule.</param>
/// <param name="Limit">W over all phases or A on each, in steps of 0.1; null: nothing limits.</param>
/// <param name="NumberPhases">Phases that may be used; null when nothing limits.</param>
public sealed record CompositePeriod(int StartPeriod, decimal? Limit, int? NumberPhases)
{
    internal bool IsLike(CompositePeriod other) => (Limit, NumberPhases) == (other.Limit, other.NumberPhases);
}
