using Csms.Host.Api.Requests;

namespace Csms.Host.Api.Analysis;

/// <summary>A time zone in a query, by its IANA name: the database must know it as well.</summary>
internal readonly record struct Zone(TimeZoneInfo Value)
{
    public static Zone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>As the database spells it.</summary>
    public string Name => Value == TimeZoneInfo.Utc ? "UTC" : Value.Id;

    public static bool TryParse(string? text, IFormatProvider? provider, out Zone zone)
    {
        // Names of Windows are translated by the runtime, but not by PostgreSQL.
        var isKnown = TimeZoneInfo.TryFindSystemTimeZoneById(text ?? "", out var found) && found!.HasIanaId;
        zone = isKnown ? new(found!) : default;
        return isKnown;
    }

    /// <summary>A moment by this clock, with its offset, which tells the two hours apart that have one name when a clock is put back.</summary>
    public string Local(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, Value).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Which time is meant.</summary>
internal static class AskedTime
{
    private const int MostYears = 10;

    // The calendar begins in the year 1, and the database takes its first moment for one before all time.
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What was asked for, up to now; the twelve months before where no beginning was named.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) Of(Instant? from, Instant? to, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var end = to?.Value < now ? to.Value.Value : now;
        return (from?.Value ?? (end > Earliest ? end.AddMonths(-12) : end), end);
    }

    /// <summary>What is wrong with it; null: nothing.</summary>
    public static string? Objection((DateTimeOffset From, DateTimeOffset To) time) =>
        time.From < Earliest ? $"is before {Earliest:yyyy}"
        : time.From >= time.To ? "is not before the end, or not before now"
        : time.To - time.From > TimeSpan.FromDays(366 * MostYears) ? $"is more than {MostYears} years before the end"
        : null;
}
