using System.Diagnostics;
using static Csms.Domain.Files.FileCommand;
using static Csms.Domain.Files.StoredFile;

namespace Csms.Domain.Files;

/// <summary>The rules of a file: it comes once, and whoever did not hear that it arrived may send the same again.</summary>
public static class FileDecider
{
    private static readonly Rejection FileNotFound = new("file_not_found", "There is no such file.");
    private static readonly Rejection FileAlreadyReceived = new("file_already_received", "Another file came to this address already; an address takes one.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<FileEvent> Decide(FileCommand command, StoredFile state) => (command, state) switch
    {
        (RequestReceipt r, Awaited) => [r.File],
        (RequestReceipt r, Kept { File: var first }) => first.Sha256 == r.File.Sha256 ? [] : FileAlreadyReceived,
        (RequestReceipt, _) => FileAlreadyReceived,

        (RequestRemoval, Kept) => [new FileEvent.Removed()],
        (RequestRemoval, StoredFile.Removed) => [],
        (RequestRemoval, _) => FileNotFound,

        _ => throw new UnreachableException($"{command} is no command to a file."),
    };
}
