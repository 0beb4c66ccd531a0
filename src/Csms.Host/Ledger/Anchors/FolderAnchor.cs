using System.Globalization;
using System.Text;
using Csms.EventStore.Ledger;

namespace Csms.Host.Ledger.Anchors;

/// <summary>A file for each checkpoint, named by its size; a file that is there already is left as it is, and told of if it says something else.</summary>
internal sealed class FolderAnchor(string name, string folder, int every) : IAnchor
{
    public string Name => name;

    public string Place => folder;

    public int Every => every;

    public static string FileOf(SealedCheckpoint checkpoint) => string.Create(CultureInfo.InvariantCulture, $"{checkpoint.Size:D12}.checkpoint");

    public async Task TakeAsync(SealedCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileOf(checkpoint));
        if (File.Exists(path))
        {
            if (await File.ReadAllTextAsync(path, cancellationToken) != checkpoint.Note)
                throw new IOException($"{path} holds another checkpoint of this size: there are two histories.");
            return;
        }

        var beside = path + ".new";
        await using (var file = File.Create(beside))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(checkpoint.Note), cancellationToken);
            // Whatever the power does, no file of that name is empty or half.
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: false);
    }
}
