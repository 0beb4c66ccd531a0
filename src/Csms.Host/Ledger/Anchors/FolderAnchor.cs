using System.Globalization;
using Csms.EventStore.Ledger;

namespace Csms.Host.Ledger.Anchors;

/// <summary>A file for each checkpoint, named by its size; a file that is there already is left as it is.</summary>
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
            return;
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, checkpoint.Note, cancellationToken);
        File.Move(beside, path, overwrite: false);
    }
}
