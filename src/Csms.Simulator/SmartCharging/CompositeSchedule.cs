using Ocpp.Protocol.V16;
using static Ocpp.Protocol.V16.ChargingProfilePurpose;

namespace Csms.Simulator.SmartCharging;

/// <summary>
/// What a connector may draw from now on, by all profiles that are installed (OCPP 1.6 section 3.13.3): of each purpose the highest stack level that is
/// in force, a TxProfile before the TxDefaultProfiles, and never more than the ChargePointMaxProfile. Where no profile says anything it is what the
/// hardware gives.
/// </summary>
internal sealed class CompositeSchedule(IReadOnlyList<InstalledProfile> installed, Func<int, DateTimeOffset> sessionStart, Func<int, decimal> hardwareWatts)
{
    private const decimal Volts = 230;
    private const int AllPhases = 3;

    public ChargingSchedule Of(int[] connectors, DateTimeOffset from, int seconds, ChargingRateUnit unit)
    {
        var until = from.AddSeconds(seconds);
        var changes = installed.SelectMany(entry => connectors.SelectMany(id => entry.Profile.Changes(from, until, sessionStart(id))));
        List<ChargingSchedulePeriod> periods = [];
        foreach (var moment in changes.Append(from).Distinct().Order())
        {
            var (watts, phases) = LimitAt(connectors, moment);
            var limit = unit == ChargingRateUnit.W ? watts : watts / (Volts * (phases ?? AllPhases));
            // Downwards: a limit is not to be exceeded, not even by a tenth.
            var period = new ChargingSchedulePeriod((int)(moment - from).TotalSeconds, decimal.Round(limit, 1, MidpointRounding.ToZero), phases);
            if (periods is [.., var last] && (last.Limit, last.NumberPhases) == (period.Limit, period.NumberPhases)) continue;
            if (periods is [.., var same] && same.StartPeriod == period.StartPeriod) periods.RemoveAt(periods.Count - 1);
            periods.Add(period);
        }

        return new ChargingSchedule(unit, [.. periods], seconds);
    }

    private (decimal Watts, int? Phases) LimitAt(int[] connectors, DateTimeOffset moment)
    {
        var session = connectors.Length == 1 ? SessionLimit(connectors[0], moment) : SumOfSessions(connectors, moment);
        var whole = Prevailing(0, ChargePointMaxProfile, moment, sessionStart(connectors[0]));
        var strictest = (session, whole) switch
        {
            ({ } tx, { } max) => tx.Watts <= max.Watts ? tx : max,
            _ => session ?? whole,
        };
        return strictest ?? (connectors.Sum(hardwareWatts), null);
    }

    /// <summary>The grid connection carries all connectors; null while no profile limits any of them.</summary>
    private (decimal Watts, int? Phases)? SumOfSessions(int[] connectors, DateTimeOffset moment)
    {
        var limits = connectors.Select(id => (Id: id, Limit: SessionLimit(id, moment))).ToArray();
        return limits.All(entry => entry.Limit is null) ? null : (limits.Sum(entry => entry.Limit?.Watts ?? hardwareWatts(entry.Id)), null);
    }

    private (decimal Watts, int? Phases)? SessionLimit(int connectorId, DateTimeOffset moment)
    {
        var start = sessionStart(connectorId);
        return Prevailing(connectorId, TxProfile, moment, start)
            ?? Prevailing(connectorId, TxDefaultProfile, moment, start)
            ?? Prevailing(0, TxDefaultProfile, moment, start);
    }

    private (decimal Watts, int? Phases)? Prevailing(int connectorId, ChargingProfilePurpose purpose, DateTimeOffset moment, DateTimeOffset start)
    {
        var inForce = installed
            .Where(entry => entry.ConnectorId == connectorId && entry.Profile.ChargingProfilePurpose == purpose)
            .OrderByDescending(entry => entry.Profile.StackLevel)
            .Select(entry => (Schedule: entry.Profile.ChargingSchedule, Period: entry.Profile.PeriodAt(moment, start)))
            .FirstOrDefault(entry => entry.Period is not null);
        if (inForce.Period is not { } period) return null;
        var watts = inForce.Schedule.ChargingRateUnit == ChargingRateUnit.W ? period.Limit : period.Limit * Volts * (period.NumberPhases ?? AllPhases);
        return (watts, period.NumberPhases);
    }
}
