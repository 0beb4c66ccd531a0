using System.Globalization;

namespace Csms.Domain.Tests;

internal static class Moments
{
    /// <summary>A moment in UTC, e.g. <c>At("2026-03-01 10:00")</c>.</summary>
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
