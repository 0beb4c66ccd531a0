using Csms.Domain.ChargingProfiles;

namespace Csms.Host.Api.ChargingProfiles;

/// <summary>What a charge point should do, from the profiles it took on.</summary>
/// <param name="ConnectorId">0: the grid connection, all connectors together.</param>
/// <param name="Start">What the periods count from.</param>
/// <param name="Duration">Seconds.</param>
/// <param name="Unit">w (over all phases) or a (on each).</param>
/// <param name="Periods">In order, the first at 0.</param>
internal sealed record CompositeScheduleView(int ConnectorId, DateTimeOffset Start, int Duration, ChargingRateUnit Unit, IReadOnlyList<CompositePeriod> Periods)
{
    public static CompositeScheduleView Example { get; } =
        new(1, new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero), 3600, ChargingRateUnit.A, [new(0, 16m, 3), new(1800, null, null)]);

    public static CompositeScheduleView Of(CompositeSchedule schedule) =>
        new(schedule.ConnectorId, schedule.Start, schedule.Duration, schedule.Unit, schedule.Periods);
}

/// <summary>What a charge point reported, held against what its profiles give.</summary>
/// <param name="CallId">The GetCompositeSchedule call that it answered.</param>
/// <param name="Agrees">No deviation.</param>
/// <param name="Expected">What the profiles gave that it had when it answered.</param>
/// <param name="Reported">What it said, in its own unit.</param>
/// <param name="Deviations">Where the two differ by more than rounding and clocks explain.</param>
internal sealed record ScheduleComparisonView(
    Guid CallId, bool Agrees, CompositeScheduleView Expected, ChargingSchedule Reported, IReadOnlyList<ScheduleDeviation> Deviations)
{
    public static ScheduleComparisonView Example { get; } = new(
        new("019c0a3e-5f1b-7c2d-9e4f-0a1b2c3d4e62"),
        false,
        CompositeScheduleView.Example,
        new(ChargingRateUnit.A, [new(0, 32m, 3)], 3600),
        [new(0, 1800, new(0, 16m, 3), new(0, 32m, 3))]);
}
