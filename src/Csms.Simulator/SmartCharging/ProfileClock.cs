using Ocpp.Protocol.V16;

namespace Csms.Simulator.SmartCharging;

/// <summary>When a charging profile is in force, and which of its periods then (OCPP 1.6 section 3.13).</summary>
internal static class ProfileClock
{
    /// <summary>The period in force at a moment; null when the profile says nothing about it.</summary>
    /// <param name="sessionStart">What a schedule without a start of its own counts from.</param>
    public static ChargingSchedulePeriod? PeriodAt(this ChargingProfile profile, DateTimeOffset moment, DateTimeOffset sessionStart)
    {
        if (moment < profile.ValidFrom || moment >= profile.ValidTo) return null;
        var (schedule, start) = (profile.ChargingSchedule, profile.StartOf(sessionStart));
        if (moment < start) return null;
        var seconds = (moment - start).TotalSeconds;
        if (profile.Cycle is { } cycle) seconds %= cycle.TotalSeconds;
        return seconds >= schedule.Duration ? null : schedule.ChargingSchedulePeriod.LastOrDefault(period => period.StartPeriod <= seconds);
    }

    /// <summary>The moments between two others at which what the profile says may change.</summary>
    public static IEnumerable<DateTimeOffset> Changes(this ChargingProfile profile, DateTimeOffset from, DateTimeOffset until, DateTimeOffset sessionStart)
    {
        var (schedule, start) = (profile.ChargingSchedule, profile.StartOf(sessionStart));
        var first = start;
        if (profile.Cycle is { } length && first < from) first += TimeSpan.FromTicks((from - first).Ticks / length.Ticks * length.Ticks);
        List<DateTimeOffset> changes = [.. new[] { profile.ValidFrom, profile.ValidTo }.OfType<DateTimeOffset>()];
        for (var cycle = first; cycle < until; cycle += profile.Cycle ?? (until - first))
        {
            changes.AddRange(schedule.ChargingSchedulePeriod.Select(period => cycle.AddSeconds(period.StartPeriod)));
            if (schedule.Duration is { } duration) changes.Add(cycle.AddSeconds(duration));
        }

        return changes.Where(moment => moment > from && moment < until);
    }

    extension(ChargingProfile profile)
    {
        /// <summary>After how long a recurring schedule begins anew; null for the others.</summary>
        private TimeSpan? Cycle => profile.ChargingProfileKind != ChargingProfileKind.Recurring ? null
            : profile.RecurrencyKind == RecurrencyKind.Weekly ? TimeSpan.FromDays(7)
            : TimeSpan.FromDays(1);

        private DateTimeOffset StartOf(DateTimeOffset sessionStart) =>
            profile.ChargingProfileKind == ChargingProfileKind.Relative ? sessionStart : profile.ChargingSchedule.StartSchedule ?? sessionStart;
    }
}
