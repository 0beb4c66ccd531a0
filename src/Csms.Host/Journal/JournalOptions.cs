namespace Csms.Host.Journal;

/// <summary>Settings of the wire journal (section <c>Journal</c> of the configuration).</summary>
internal sealed class JournalOptions
{
    /// <summary>Frames older than this are dropped, by whole days. Less than a day is a day.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Most frames that wait for the database; what comes beyond is counted instead of kept.</summary>
    public int MostWaiting { get; set; } = 50_000;

    /// <summary>Most bytes of frames that wait for the database.</summary>
    public int MostWaitingBytes { get; set; } = 32 << 20;
}
