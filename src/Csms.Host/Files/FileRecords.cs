using Csms.Domain;
using Csms.Domain.Files;
using Csms.EventStore;
using Csms.Host.Commands;

namespace Csms.Host.Files;

/// <summary>Keeps bytes and record together: the bytes first, the event that says they are there second, the answer last.</summary>
internal sealed class FileRecords(FileFolder folder, CommandRunner runner)
{
    /// <summary>Bytes whose event was never stored because of a crash are nobody's; the sender, who heard nothing, sends them again.</summary>
    public async Task<Outcome<StoredFile>> KeepAsync(FileEvent.Received file, Arrival arrival, EventMetadata metadata, CancellationToken cancellationToken)
    {
        try
        {
            folder.Keep(file.FileId, arrival);
            var outcome = await runner.RunAsync(Streams.Files, StoredFile.StreamId(file.FileId), new FileCommand.RequestReceipt(file), metadata, cancellationToken);
            // The same bytes are not turned down while they are kept: who sends them once more after their removal must not bring them back.
            if (outcome.Rejection is not null)
                folder.Delete(file.FileId, file.Sha256);
            return outcome;
        }
        finally
        {
            FileFolder.Drop(arrival);
        }
    }

    /// <summary>The event first: bytes without a record are litter, a record without bytes is a lie. Asked again it deletes what a crash left.</summary>
    public async Task<(Rejection? Rejection, long Sequence)> RemoveAsync(Guid fileId, FileKind? kind, EventMetadata metadata, CancellationToken cancellationToken)
    {
        if (await FindAsync(fileId, cancellationToken) is not { } file || (file.Kind == FileKind.Firmware) != (kind == FileKind.Firmware))
            return (new Rejection("file_not_found", "There is no such file."), 0);
        var outcome = await runner.RunAsync(Streams.Files, StoredFile.StreamId(fileId), new FileCommand.RequestRemoval(), metadata, cancellationToken);
        if (outcome.Rejection is null)
            folder.Delete(fileId, file.Sha256);
        return (outcome.Rejection, outcome.Sequence);
    }

    /// <summary>What is there under this id.</summary>
    public async Task<FileEvent.Received?> FindKeptAsync(Guid fileId, CancellationToken cancellationToken) =>
        (await LoadAsync(fileId, cancellationToken) as StoredFile.Kept)?.File;

    private async Task<FileEvent.Received?> FindAsync(Guid fileId, CancellationToken cancellationToken) => RecordOf(await LoadAsync(fileId, cancellationToken));

    private async Task<StoredFile> LoadAsync(Guid fileId, CancellationToken cancellationToken) =>
        (await runner.LoadAsync(Streams.Files, StoredFile.StreamId(fileId), cancellationToken)).State;

    private static FileEvent.Received? RecordOf(StoredFile file) => file switch
    {
        StoredFile.Kept kept => kept.File,
        StoredFile.Removed removed => removed.File,
        _ => null,
    };
}
