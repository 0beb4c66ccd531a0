namespace Csms.Host.Exporting;

/// <summary>Settings of exports that run in the background (section <c>Exports</c> of the configuration).</summary>
internal sealed class ExportSettings
{
    /// <summary>How long a file is kept after it was written.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How many of one person or program may wait or run at once.</summary>
    public int MostWaiting { get; set; } = 5;

    /// <summary>Largest file, in bytes as it is stored (compressed).</summary>
    public long LargestFile { get; set; } = 4L << 30;

    /// <summary>Bytes that an export leaves free on the disk: PostgreSQL may need the same one.</summary>
    public long LeaveFree { get; set; } = 1L << 30;
}
