using System.Globalization;

namespace Csms.EventStore.Ledger.Exports;

/// <summary>Goes through the tree from left to right, line by line, and says the first thing that does not fit.</summary>
internal sealed class TreeWalk
{
    private readonly ExportManifest manifest;
    private readonly Checkpoint checkpoint;
    private readonly Checkpoint? older;
    private readonly CompactRange tree = new();
    private readonly Dictionary<string, long> versions = [];
    private readonly HashSet<string> parts;
    private long shown;
    private long newest = long.MinValue;
    private bool olderSeen;
    private long? claimed;

    public TreeWalk(ExportManifest manifest, Checkpoint checkpoint, Checkpoint? older)
    {
        (this.manifest, this.checkpoint, this.older) = (manifest, checkpoint, older);
        parts = [.. manifest.Parts ?? []];
        if (manifest.IsWhole && parts.Count > 0)
            throw VerdictException.Tampered("The export says that it shows every event, and only parts of some streams.");
        if (checkpoint.Origin != manifest.Origin)
            throw VerdictException.Tampered($"The export says that it is of {manifest.Origin}, its checkpoint is of {checkpoint.Origin}.");
        if (manifest.First < 1 || manifest.Last > checkpoint.Size)
            throw VerdictException.Tampered($"The export says that it shows events {manifest.First} to {manifest.Last}; its checkpoint covers 1 to {checkpoint.Size}.");
        if (older is not null && older.Origin != checkpoint.Origin)
            throw VerdictException.Tampered($"The older checkpoint is of {older.Origin}, the export of {checkpoint.Origin}.");
        if (older is not null && older.Size == checkpoint.Size && !older.Root.AsSpan().SequenceEqual(checkpoint.Root))
            throw VerdictException.Tampered($"There are two checkpoints of size {older.Size} with different roots: the ledger shows different histories to different people.");
        if (older is not null && older.Size > checkpoint.Size)
            throw VerdictException.Incomplete($"The older checkpoint is of size {older.Size}; this export ends at {checkpoint.Size}, before it.");
    }

    private long Next => tree.Size + 1;

    public void Step(ExportLine line)
    {
        if (claimed is not null)
            throw VerdictException.Tampered("Something follows the last line.");
        switch (line)
        {
            case ExportLine.Event shownEvent:
                Show(shownEvent);
                break;
            case ExportLine.Hidden hidden:
                Hide(hidden);
                break;
            case ExportLine.End end:
                claimed = end.Events;
                break;
            case ExportLine.Wrong wrong:
                throw new VerdictException(wrong.Verdict.Kind, wrong.Verdict.What);
        }
    }

    /// <summary>After the last line.</summary>
    /// <param name="isCutOff">The file ends within a line.</param>
    public Verdict End(bool isCutOff)
    {
        if (claimed is null || isCutOff)
            throw VerdictException.Incomplete($"The file breaks off after event {tree.Size} of {checkpoint.Size}.");
        if (claimed != shown)
            throw VerdictException.Tampered($"The last line says that {claimed} events are shown; there are {shown}.");
        if (tree.Size != checkpoint.Size)
            throw VerdictException.Tampered($"Events {Next} to {checkpoint.Size} are missing: they were sealed, and the file ends before them.");
        if (!tree.Root().AsSpan().SequenceEqual(checkpoint.Root))
            throw VerdictException.Tampered($"The events do not give the root that was signed at size {checkpoint.Size}: events and their leaf hashes were changed together.");
        if (older is not null && !olderSeen)
            throw VerdictException.Incomplete($"The export hides what the older checkpoint of size {older.Size} ends with: export it again with that checkpoint.");
        return new Verdict(VerdictKind.Sound, string.Create(
            CultureInfo.InvariantCulture,
            $"Sound: {shown} events ({manifest.Selection}), {(manifest.IsWhole ? $"every one from {manifest.First} to {manifest.Last}" : $"selected from {manifest.First} to {manifest.Last}")}, in {versions.Count} streams without gaps{(parts.Count == 0 ? "" : $" except {parts.Count} shown in part")}, as signed by {checkpoint.Origin} at size {checkpoint.Size}{(older is null ? "" : $", grown from size {older.Size}")}."));
    }

    private void Show(ExportLine.Event shownEvent)
    {
        var (sequence, stream, version, microseconds, hash) = shownEvent;
        if (sequence < Next)
            throw VerdictException.Tampered($"Event {sequence} comes after event {tree.Size}: events were put into another order, or one is there twice.");
        if (sequence > Next)
            throw VerdictException.Tampered($"{Missing(Next, sequence - 1)} missing: event {sequence} follows event {tree.Size}.");
        if (sequence < manifest.First || sequence > manifest.Last)
            throw VerdictException.Tampered($"Event {sequence} is shown, outside of {manifest.First} to {manifest.Last}.");
        if (microseconds < newest)
            throw VerdictException.Tampered($"Event {sequence} is dated back: it is recorded before the event before it.");
        var isKnown = versions.TryGetValue(stream, out var before);
        if (parts.Contains(stream) ? version <= before : isKnown ? version != before + 1 : version < 1 || (version > 1 && manifest.First == 1))
            throw VerdictException.Tampered($"Stream {stream} goes from version {before} to {version} at event {sequence}: events of it are missing.");
        versions[stream] = version;
        newest = microseconds;
        shown++;
        tree.Append(hash);
        Compare();
    }

    private void Hide(ExportLine.Hidden hidden)
    {
        if (hidden.First != Next || hidden.Last < hidden.First || hidden.Last > checkpoint.Size)
            throw VerdictException.Tampered($"Events {hidden.First} to {hidden.Last} are hidden after event {tree.Size} of {checkpoint.Size}.");
        if (manifest.IsWhole && hidden.Last >= manifest.First && hidden.First <= manifest.Last)
        {
            throw VerdictException.Tampered(
                $"{Missing(Math.Max(hidden.First, manifest.First), Math.Min(hidden.Last, manifest.Last))} missing: sealed, but no longer there when the export was made.");
        }
        var nodes = TreeParts.Cover(new LeafRange(hidden.First - 1, hidden.Last)).ToArray();
        if (nodes.Length != hidden.Hashes.Count || hidden.Hashes.Any(hash => hash.Length != MerkleHash.Size))
            throw VerdictException.Tampered($"The hashes of the hidden events {hidden.First} to {hidden.Last} are not complete.");
        foreach (var (node, hash) in nodes.Zip(hidden.Hashes))
        {
            tree.Append(hash, node.Height);
            Compare();
        }
    }

    private void Compare()
    {
        if (older is null || tree.Size != older.Size)
            return;
        olderSeen = true;
        if (!tree.Root().AsSpan().SequenceEqual(older.Root))
            throw VerdictException.Tampered($"The first {older.Size} events are not those of the older checkpoint: what it signed was changed since.");
    }

    private static string Missing(long first, long last) => first == last ? $"Event {first} is" : $"Events {first} to {last} are";
}
