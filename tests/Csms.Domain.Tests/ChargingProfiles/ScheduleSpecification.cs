using Csms.Domain.ChargingProfiles;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargingProfiles;

/// <summary>Profiles around noon of a Monday, in few words.</summary>
public abstract class ScheduleSpecification
{
    protected const int Hour = 3600;

    protected static DateTimeOffset Noon { get; } = At("2026-03-02 12:00");

    protected static ChargingTransaction Since(DateTimeOffset start) => new(7, start);

    /// <summary>Limits by the second from which on they hold.</summary>
    protected static ChargingSchedule Amperes(params (int Start, decimal Limit)[] periods) =>
        new(ChargingRateUnit.A, [.. periods.Select(p => new ChargingSchedulePeriod(p.Start, p.Limit))]);

    protected static ChargingSchedule Watts(params (int Start, decimal Limit)[] periods) => Amperes(periods) with { Unit = ChargingRateUnit.W };

    protected static ChargingSchedule OnPhases(int phases, ChargingSchedule schedule) =>
        schedule with { Periods = [.. schedule.Periods.Select(period => period with { NumberPhases = phases })] };

    /// <summary>A profile from noon on, whose id is its purpose and level, so that different ones never meet.</summary>
    protected static ChargingProfile Profile(ChargingProfilePurpose purpose, ChargingSchedule schedule, int level = 0) =>
        new(((int)purpose * 100) + level, level, purpose, ChargingProfileKind.Absolute, schedule.StartSchedule is null ? schedule with { StartSchedule = Noon } : schedule);

    protected static ChargingProfile Default(ChargingSchedule schedule, int level = 0) => Profile(ChargingProfilePurpose.TxDefaultProfile, schedule, level);

    protected static ChargingProfile Own(ChargingSchedule schedule, int level = 0) => Profile(ChargingProfilePurpose.TxProfile, schedule, level);

    protected static ChargingProfile Max(ChargingSchedule schedule, int level = 0) => Profile(ChargingProfilePurpose.ChargePointMaxProfile, schedule, level);

    protected static InstalledProfiles Installed(params (int ConnectorId, ChargingProfile Profile)[] profiles) =>
        profiles.Aggregate(InstalledProfiles.None, (installed, next) => installed.Install(next.ConnectorId, next.Profile));

    /// <summary>The next three hours of connector 1, unless told otherwise.</summary>
    protected static CompositeScheduleRequest Ask(int connectorId = 1, ChargingRateUnit unit = ChargingRateUnit.A, params ChargingConnector[] connectors) =>
        new(connectorId, Noon, 3 * Hour, unit, connectors.Length > 0 ? connectors : [new(1)], Supply.European);

    /// <summary>The answer as start and limit.</summary>
    protected static (int Start, decimal? Limit)[] Limits(InstalledProfiles installed, CompositeScheduleRequest? request = null) =>
        [.. CompositeSchedule.Of(installed, request ?? Ask()).Periods.Select(period => (period.StartPeriod, period.Limit))];

    /// <summary>The same of one profile on connector 1.</summary>
    protected static (int Start, decimal? Limit)[] Limits(ChargingProfile profile, CompositeScheduleRequest? request = null) => Limits(Installed((1, profile)), request);
}
