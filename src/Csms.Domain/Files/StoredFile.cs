using System.Diagnostics;

namespace Csms.Domain.Files;

/// <summary>What is known of a file: the fold of its <see cref="FileEvent"/>s.</summary>
public abstract record StoredFile
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "file";

    private StoredFile()
    {
    }

    /// <summary>Before anything came.</summary>
    public static StoredFile Initial { get; } = new Awaited();

    /// <summary>The stream of a file, <c>file-{uuid}</c>.</summary>
    public static string StreamId(Guid fileId) => $"file-{fileId:D}";

    /// <summary>The state after one more event.</summary>
    public StoredFile Evolve(FileEvent e) => (this, e) switch
    {
        (Awaited, FileEvent.Received received) => new Kept(received),
        (Kept kept, FileEvent.Removed) => new Removed(kept.File),
        _ => throw new UnreachableException($"The decider never lets {e.GetType().Name} follow on {GetType().Name}."),
    };

    /// <summary>Nothing came yet.</summary>
    public sealed record Awaited : StoredFile;

    /// <summary>It is there.</summary>
    /// <param name="File">As it came.</param>
    public sealed record Kept(FileEvent.Received File) : StoredFile;

    /// <summary>Its bytes are gone.</summary>
    /// <param name="File">As it came.</param>
    public sealed record Removed(FileEvent.Received File) : StoredFile;
}
