namespace Csms.Domain.Files;

/// <summary>What may be wanted of a file.</summary>
public abstract record FileCommand
{
    private FileCommand()
    {
    }

    /// <summary>Keep what came. The stream is named before the upload, so that one address brings one file.</summary>
    /// <param name="File">What came.</param>
    public sealed record RequestReceipt(FileEvent.Received File) : FileCommand;

    /// <summary>Delete its bytes.</summary>
    public sealed record RequestRemoval : FileCommand;
}
