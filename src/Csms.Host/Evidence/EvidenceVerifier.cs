using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Csms.EventStore;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;

namespace Csms.Host.Evidence;

/// <summary>Checks a bundle by itself: no database, no network. Says the first thing that is wrong, and in which file.</summary>
/// <param name="keys">Public keys of the ledger; one of them must have signed.</param>
/// <param name="older">A checkpoint that the verifier has kept; null when there is none.</param>
internal sealed class EvidenceVerifier(IReadOnlyList<LedgerKey> keys, string? older = null)
{
    // No file of a bundle but the two streamed ones comes near it; a ZIP of nothing but zeros would.
    private const long Largest = 256 << 20;

    /// <summary>Whether a file is a ZIP at all.</summary>
    public static bool IsBundle(Stream file)
    {
        Span<byte> begin = stackalloc byte[4];
        var length = file.ReadAtLeast(begin, 4, throwOnEndOfStream: false);
        file.Position = 0;
        return length == 4 && begin.SequenceEqual("PK\u0003\u0004"u8);
    }

    public async Task<Verdict> VerifyAsync(Stream bundle, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            await using var archive = await ZipArchive.CreateAsync(bundle, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            return await VerifyAsync(archive, progress, cancellationToken);
        }
        catch (VerdictException found)
        {
            return found.Verdict;
        }
        catch (InvalidDataException)
        {
            return new Verdict(VerdictKind.Incomplete, "The bundle breaks off, or is damaged as a ZIP file.");
        }
        catch (IOException e)
        {
            return new Verdict(VerdictKind.Unreadable, e.Message);
        }
    }

    private async Task<Verdict> VerifyAsync(ZipArchive archive, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var manifest = await ReadManifestAsync(archive, cancellationToken);
        foreach (var file in manifest.Files)
            await MeasureAsync(archive, file, cancellationToken);
        var expected = manifest.Files.Select(file => file.Path).Append(EvidenceFiles.Manifest).ToArray();
        if (expected.Distinct().Count() != expected.Length || archive.Entries.Select(entry => entry.FullName).FirstOrDefault(path => !expected.Contains(path)) is { } stray)
            throw Tampered(EvidenceFiles.Manifest, "the bundle has files that the manifest does not name, or one twice");
        if (archive.Entries.Count != expected.Length)
            throw Tampered(EvidenceFiles.Manifest, "a file is in the bundle twice");

        var proven = await ProveAsync(archive, manifest, progress, cancellationToken);
        var events = await ReadEventsAsync(archive, cancellationToken);
        if (EvidencedSession.Of(manifest.Stream, events) is not { } session)
            throw Tampered(EvidenceFiles.Manifest, $"there is no transaction {manifest.Stream} among the events");
        if ((manifest.TransactionId, manifest.ChargePointId, manifest.ConnectorId) != (session.Start.TransactionId, session.Start.ChargePointId, session.Start.ConnectorId))
            throw Tampered(EvidenceFiles.Manifest, "it is of another transaction than the events");

        var frames = await VerifyFramesAsync(archive, events, cancellationToken);
        var signed = new SignedReadingFiles(session, await ReadSignedAsync(archive, session, cancellationToken));
        var rest = manifest.Engine == EvidenceFiles.Engine
            ? await CompareAsync(archive, EvidenceFiles.Derive(session, events, signed, frames, manifest), manifest, signed, cancellationToken)
            : $" Energy, time line and signed readings were computed by engine {manifest.Engine} and could not be computed again by {EvidenceFiles.Engine}.";
        return new Verdict(VerdictKind.Sound, FormattableString.Invariant(
            $"Sound: evidence for transaction {session.Start.TransactionId} of {session.Start.ChargePointId}, {events.Count} events, {frames.Frames} frames, {signed.Kept} signed records{(signed.Kept > 0 ? $" ({signed.Energy.State})" : "")}{(signed.Erased > 0 ? $", {signed.Erased} erased" : "")}, {session.Energy.Wh} Wh, {proven}.{rest}"));
    }

    private static async Task<EvidenceManifest> ReadManifestAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            var manifest = EvidenceJson.Read<EvidenceManifest>(await ReadAsync(archive, EvidenceFiles.Manifest, cancellationToken));
            return manifest is { Csms: EvidenceManifest.Kind, Format: EvidenceManifest.Format1, Stream: not null, Checkpoint: not null, Files: not null }
                && manifest.Files.All(file => file is { Path: not null, Sha256: not null })
                ? manifest
                : throw new VerdictException(VerdictKind.Unreadable, $"This is no bundle of the format {EvidenceManifest.Format1}.");
        }
        catch (JsonException e)
        {
            throw new VerdictException(VerdictKind.Unreadable, $"{EvidenceFiles.Manifest} is not the manifest of a bundle: {e.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static async Task MeasureAsync(ZipArchive archive, EvidenceFile file, CancellationToken cancellationToken)
    {
        await using var content = await OpenAsync(archive, file.Path, cancellationToken);
        var hash = await SHA256.HashDataAsync(content, cancellationToken);
        if (Convert.ToHexStringLower(hash) != file.Sha256 || Entry(archive, file.Path).Length != file.Size)
            throw Tampered(file.Path, "it is not the file that the manifest names: its checksum differs");
    }

    private async Task<string> ProveAsync(ZipArchive archive, EvidenceManifest manifest, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        await using (var file = await OpenAsync(archive, EvidenceFiles.Events, cancellationToken))
        {
            var verdict = await new ExportVerifier(keys, older).VerifyAsync(file, progress, cancellationToken);
            if (verdict.Kind != VerdictKind.Sound)
                throw new VerdictException(verdict.Kind, $"{EvidenceFiles.Events}: {verdict.What}");
        }

        await using var again = await OpenAsync(archive, EvidenceFiles.Events, cancellationToken);
        using var lines = new StreamReader(again);
        using var export = JsonDocument.Parse((await lines.ReadLineAsync(cancellationToken))!);
        if (export.RootElement.GetProperty("checkpoint").GetString() != manifest.Checkpoint
            || !SignedNote.TryParse(manifest.Checkpoint, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint) || checkpoint.Size != manifest.Size)
        {
            throw Tampered(EvidenceFiles.Manifest, "its checkpoint is not the one of the events");
        }

        // A part proves that its events are real and in order, not that none is left out: of the transaction itself nothing may be.
        if (export.RootElement.TryGetProperty("parts", out var parts) && parts.EnumerateArray().Any(part => part.GetString() == manifest.Stream))
            throw Tampered(EvidenceFiles.Events, "it shows only a part of the transaction");
        return FormattableString.Invariant($"as signed by {checkpoint.Origin} at size {checkpoint.Size}{(older is null ? "" : ", grown from the older checkpoint")}");
    }

    private static async Task<List<RecordedEvent>> ReadEventsAsync(ZipArchive archive, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(archive, EvidenceFiles.Events, cancellationToken);
        var events = new List<RecordedEvent>();
        await foreach (var recorded in ExportedEvents.ReadAsync(file, cancellationToken))
            events.Add(recorded);
        return events;
    }

    private static async Task<EvidenceFramesEnd> VerifyFramesAsync(ZipArchive archive, List<RecordedEvent> events, CancellationToken cancellationToken)
    {
        await using var file = await OpenAsync(archive, EvidenceFiles.Frames, cancellationToken);
        var (end, wrong) = await EvidenceFrames.VerifyAsync(file, new FrameLinks(events), cancellationToken);
        return wrong is null ? end! : throw Tampered(EvidenceFiles.Frames, wrong);
    }

    /// <summary>The records as they are in the bundle; each must be the one that a sealed event names.</summary>
    private static async Task<Dictionary<Guid, string>> ReadSignedAsync(ZipArchive archive, EvidencedSession session, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<Guid, string>();
        for (var i = 0; i < session.Signed.Count; i++)
        {
            var path = SignedReadingFiles.PathOf(i);
            if (archive.GetEntry(path) is null)
                continue;
            var text = Encoding.UTF8.GetString(await ReadAsync(archive, path, cancellationToken));
            if (!SignedReadingFiles.IsWhatWasSealed(session.Signed[i], text))
                throw Tampered(path, $"this is not the record that event {session.Signed[i].Events[0]} reported");
            texts[session.Signed[i].ContentId] = text;
        }

        return texts;
    }

    private static async Task<string> CompareAsync(
        ZipArchive archive, IEnumerable<(string Path, byte[] Content)> derived, EvidenceManifest manifest, SignedReadingFiles signed, CancellationToken cancellationToken)
    {
        List<string> paths = [EvidenceFiles.Events, EvidenceFiles.Frames];
        foreach (var (path, content) in derived)
        {
            paths.Add(path);
            if ((await ReadAsync(archive, path, cancellationToken)).AsSpan().SequenceEqual(content))
                continue;
            if (signed.LacksCurve)
                throw new VerdictException(VerdictKind.Incomplete, "The cryptography of this machine lacks the curve of a signed reading: check the bundle on another one.");
            throw Tampered(path, path == EvidenceFiles.ReadMe ? "it does not say what the events say" : "computed again from the events, it comes out differently");
        }

        return paths.SequenceEqual(manifest.Files.Select(file => file.Path))
            ? ""
            : throw Tampered(EvidenceFiles.Manifest, "it names other files than these events give");
    }

    private static async Task<byte[]> ReadAsync(ZipArchive archive, string path, CancellationToken cancellationToken)
    {
        if (archive.GetEntry(path) is { Length: > Largest })
            throw new VerdictException(VerdictKind.Unreadable, $"{path} is too large to be what it says.");
        await using var file = await OpenAsync(archive, path, cancellationToken);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    private static Task<Stream> OpenAsync(ZipArchive archive, string path, CancellationToken cancellationToken) => Entry(archive, path).OpenAsync(cancellationToken);

    private static ZipArchiveEntry Entry(ZipArchive archive, string path) =>
        archive.GetEntry(path) ?? throw new VerdictException(VerdictKind.Incomplete, $"{path} is missing from the bundle.");

    private static VerdictException Tampered(string path, string what) => new(VerdictKind.Tampered, $"{path}: {what}.");
}
