namespace Csms.EventStore.Ledger.Exports;

/// <summary>Checks an export by itself: no database, no network, and memory for one version number per stream, however many events there are.</summary>
/// <param name="keys">Public keys; one of them must have signed.</param>
/// <param name="older">A checkpoint that the verifier has kept, or had from elsewhere; null when there is none.</param>
public sealed class ExportVerifier(IReadOnlyList<LedgerKey> keys, string? older = null)
{
    private const int BlockSize = 1 << 20;

    /// <summary>Reads to the end, or to the first thing that is wrong.</summary>
    /// <param name="export">A file, or anything that can be read once.</param>
    /// <param name="progress">Told the bytes that have been dealt with.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Verdict> VerifyAsync(Stream export, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            var blocks = new LineBlocks(export, BlockSize);
            var manifest = ExportLineReader.ReadManifest((await blocks.ReadLineAsync(cancellationToken)).Span);
            var walk = new TreeWalk(manifest, OpenSigned(manifest.Note, "The checkpoint of this export"), older is null ? null : OpenSigned(older, "The older checkpoint"));

            // Lines are hashed by as many threads as there are processors, and put together in their order by this one.
            var hashing = new Queue<Task<(List<ExportLine> Lines, int Length)>>();
            while (await blocks.ReadBlockAsync(cancellationToken) is { Length: > 0 } block)
            {
                hashing.Enqueue(Task.Run(() => (Hash(block.Span, manifest.Origin), block.Length), cancellationToken));
                if (hashing.Count > Environment.ProcessorCount)
                    await WalkAsync(hashing.Dequeue());
            }
            while (hashing.Count > 0)
                await WalkAsync(hashing.Dequeue());
            return walk.End(blocks.IsCutOff);

            async Task WalkAsync(Task<(List<ExportLine> Lines, int Length)> block)
            {
                var (lines, length) = await block;
                foreach (var line in lines)
                    walk.Step(line);
                progress?.Report(length);
            }
        }
        catch (VerdictException found)
        {
            return found.Verdict;
        }
        catch (IOException e)
        {
            return new Verdict(VerdictKind.Unreadable, e.Message);
        }
    }

    private static List<ExportLine> Hash(ReadOnlySpan<byte> block, string origin)
    {
        var reader = new ExportLineReader(origin);
        var lines = new List<ExportLine>();
        for (var end = block.IndexOf((byte)'\n'); end >= 0; end = block.IndexOf((byte)'\n'))
        {
            lines.Add(reader.Read(block[..end]));
            block = block[(end + 1)..];
        }
        return lines;
    }

    private Checkpoint OpenSigned(string text, string which)
    {
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
            throw VerdictException.Unreadable($"{which} is not a signed note.");
        if (!keys.Any(key => key.HasSigned(note)))
        {
            throw VerdictException.Tampered(
                $"{which} (size {checkpoint.Size}) is not signed by the key given: it names {string.Join(", ", note.Signatures.Select(s => Convert.ToHexStringLower(s.KeyId)))}, given is {string.Join(", ", keys.Select(key => key.Id))}.");
        }
        return checkpoint;
    }
}
