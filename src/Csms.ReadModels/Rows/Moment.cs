namespace Csms.ReadModels.Rows;

/// <summary>Times as PostgreSQL keeps them: UTC, in whole microseconds. Rounding before folding makes a row read back equal to the row written.</summary>
internal static class Moment
{
    public static DateTimeOffset ToStored(this DateTimeOffset time)
    {
        var utc = time.UtcTicks;
        return new DateTimeOffset(utc - (utc % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    public static DateTimeOffset? ToStored(this DateTimeOffset? time) => time?.ToStored();
}
