namespace Csms.Host.Files;

/// <summary>Settings of files (section <c>Files</c> of the configuration).</summary>
internal sealed class FileSettings
{
    /// <summary>Where the bytes lie; <c>files</c> in the data folder when it is not given. Nodes of one database should share it.</summary>
    public string? Folder { get; set; }

    /// <summary>What charge points put before <c>/files/…</c>, e.g. <c>https://csms.example.com</c>; the address the operator used when it is not given.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Largest file a charge point may send, in bytes.</summary>
    public long LargestUpload { get; set; } = 256L << 20;

    /// <summary>Largest firmware image an operator may enter, in bytes.</summary>
    public long LargestFirmware { get; set; } = 1L << 30;

    /// <summary>Bytes that stay free on the disk with the folder, which may be the database's as well: what would take them is not taken.</summary>
    public long LeaveFree { get; set; } = 1L << 30;

    /// <summary>How long an address lives, from when the charge point may use it.</summary>
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How many charge points may send at once at this node; who fetches takes no place.</summary>
    public int MostTransfers { get; set; } = 64;
}
