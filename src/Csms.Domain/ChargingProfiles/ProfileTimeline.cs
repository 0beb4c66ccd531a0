namespace Csms.Domain.ChargingProfiles;

/// <summary>What one profile says at a moment, and until when it says so. Moments are whole seconds since 1970: OCPP's schedules know no
/// fractions.</summary>
internal sealed class ProfileTimeline
{
    /// <summary>Later than any date, and far enough from the largest number to be counted with.</summary>
    public const long Never = long.MaxValue / 2;

    private readonly ChargingSchedulePeriod[] periods;
    private readonly RateLimit[] limits;
    private readonly long validFrom;
    private readonly long validTo;
    private readonly long origin;
    private readonly long? recurrence;
    private readonly int? duration;

    public ProfileTimeline(ChargingProfile profile, long startOfCharging, Supply supply)
    {
        periods = [.. profile.Schedule.Periods.OrderBy(period => period.StartPeriod)];
        limits = [.. periods.Select(period => RateLimit.Of(period, profile.Schedule.Unit, supply))];
        validFrom = profile.ValidFrom?.ToUnixTimeSeconds() ?? long.MinValue;
        validTo = profile.ValidTo?.ToUnixTimeSeconds() ?? Never;
        duration = profile.Schedule.Duration;

        // Section 7.13: a schedule without a start is relative to the start of charging, whatever its kind says.
        var start = profile.Kind == ChargingProfileKind.Relative ? null : profile.Schedule.StartSchedule;
        origin = start?.ToUnixTimeSeconds() ?? startOfCharging;
        recurrence = (profile.Kind, profile.Recurrency) switch
        {
            (ChargingProfileKind.Recurring, RecurrencyKind.Daily) => 24 * 60 * 60,
            (ChargingProfileKind.Recurring, RecurrencyKind.Weekly) => 7 * 24 * 60 * 60,
            _ => null,
        };
    }

    public LimitUntil At(long moment)
    {
        if (moment < validFrom) return new(null, validFrom);
        if (moment >= validTo) return new(null, Never);

        // A recurring schedule has no first time: its start says at what hour it begins, its validity from which day on. Charge points read it so.
        var start = recurrence is { } length ? moment - Modulo(moment - origin, length) : origin;
        var (limit, until) = moment < start ? new(null, start) : Within(start, (int)Math.Min(moment - start, int.MaxValue));
        return new(limit, Math.Min(until, validTo));
    }

    private LimitUntil Within(long start, int elapsed)
    {
        var startsAgain = start + recurrence ?? Never;
        var end = Math.Min(startsAgain, start + duration ?? Never);
        if (start + elapsed >= end) return new(null, startsAgain);

        var next = Array.FindIndex(periods, period => period.StartPeriod > elapsed);
        var current = (next < 0 ? periods.Length : next) - 1;
        return new(current < 0 ? null : limits[current], next < 0 ? end : Math.Min(end, start + periods[next].StartPeriod));
    }

    private static long Modulo(long value, long length) => ((value % length) + length) % length;
}

/// <summary>A limit, or null for none, and the moment from which on the answer may be another.</summary>
internal readonly record struct LimitUntil(RateLimit? Limit, long Until);
