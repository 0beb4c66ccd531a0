namespace Csms.Domain.Files;

/// <summary>What happened to a file. Stream <c>file-{uuid}</c>. Its bytes lie in a folder; the record has their size and their hash.</summary>
public abstract record FileEvent
{
    private FileEvent()
    {
    }

    /// <summary>It came and lies on disk, whole.</summary>
    /// <param name="Sha256">Of its bytes, 64 hexadecimal digits in lower case.</param>
    /// <param name="Name">What an operator calls it; a charge point's own name for it is in its answer to the call.</param>
    /// <param name="Version">Of the firmware in it, as an operator says.</param>
    /// <param name="ChargePointId">Who sent it; null when an operator did.</param>
    /// <param name="CallId">The call that asked for it.</param>
    public sealed record Received(
        Guid FileId,
        FileKind Kind,
        long Size,
        string Sha256,
        string? Name = null,
        string? Version = null,
        string? ChargePointId = null,
        Guid? CallId = null) : FileEvent;

    /// <summary>An operator had its bytes deleted.</summary>
    public sealed record Removed : FileEvent;
}

/// <summary>What a file is for.</summary>
public enum FileKind
{
    /// <summary>An image for charge points to install.</summary>
    Firmware,

    /// <summary>What a charge point sent after GetDiagnostics.</summary>
    Diagnostics,

    /// <summary>What a charge point sent after GetLog.</summary>
    Log,
}
