using System.IO.Compression;
using System.Reflection;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.Host.Evidence;

/// <summary>What a bundle will show, found before its first byte is written.</summary>
/// <param name="Contents">Signed records by the keys that events name them by.</param>
internal sealed record GatheredEvidence(
    EvidencedSession Session,
    SealedCheckpoint Checkpoint,
    long SearchedTo,
    IReadOnlyCollection<RecordedEvent> Events,
    IReadOnlyDictionary<Guid, string> Contents)
{
    public string FileName => FormattableString.Invariant($"evidence-{Session.Start.TransactionId}-at-{Checkpoint.Size}.zip");
}

/// <summary>Why there is no evidence.</summary>
internal enum NoEvidence
{
    /// <summary>No charge point reported such a transaction.</summary>
    Unknown,

    /// <summary>It has just been reported; its start will be sealed within about a second.</summary>
    NotSealed,
}

/// <summary>Writes all that bears on one transaction into one file (docs/evidence.md). The same record gives the same bytes as long as the checkpoint is the
/// same, so that two people who were given a bundle can compare them.</summary>
internal sealed class EvidenceBundle(
    RelatedEvents related, PostgresEventStore store, JournalQueries journal, EventLedger ledger, ProjectionPositions positions, NpgsqlDataSource database)
{
    // ZIP can name no earlier moment; the real one is in the manifest.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan PatienceForReadModels = TimeSpan.FromSeconds(2);

    public static string Product { get; } =
        $"csms {typeof(EvidenceBundle).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion}";

    /// <param name="stream">The transaction's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(GatheredEvidence? Evidence, NoEvidence Why)> FindAsync(string stream, CancellationToken cancellationToken)
    {
        if (await ledger.ReadLatestAsync(cancellationToken) is not { } checkpoint)
            return (null, NoEvidence.NotSealed);
        await positions.WaitForAsync(checkpoint.Size, PatienceForReadModels, cancellationToken);
        var searchedTo = Math.Min(checkpoint.Size, await positions.ReadCommonAsync(cancellationToken));
        var events = await related.FindAsync(stream, checkpoint.Size, cancellationToken);
        if (EvidencedSession.Of(stream, events.Values) is not { } session)
            return (null, await ExistsAsync(stream, cancellationToken) ? NoEvidence.NotSealed : NoEvidence.Unknown);

        var contents = new Dictionary<Guid, string>();
        foreach (var signed in session.Signed)
        {
            if (await store.ReadContentAsync(signed.ContentId, cancellationToken) is { } text)
                contents[signed.ContentId] = text;
        }

        return (new GatheredEvidence(session, checkpoint, searchedTo, events.Values, contents), default);
    }

    /// <param name="output">Need not be able to seek. What is held in memory is the transaction's events, however large the ledger and the journal are.</param>
    /// <param name="olderSizes">Sizes of older checkpoints that the bundle is to be compared with.</param>
    public async Task WriteAsync(
        Stream output, GatheredEvidence evidence, IReadOnlyList<long> olderSizes, IProgress<(long Done, long Total)>? progress, CancellationToken cancellationToken)
    {
        var (session, checkpoint, searchedTo, events, contents) = evidence;
        var files = new List<EvidenceFile>();
        var manifest = new EvidenceManifest(
            EvidenceManifest.Kind,
            EvidenceManifest.Format1,
            Product,
            EvidenceFiles.Engine,
            session.Start.TransactionId,
            session.Stream,
            session.Start.ChargePointId,
            session.Start.ConnectorId,
            checkpoint.Note,
            checkpoint.Size,
            checkpoint.SealedAt,
            searchedTo,
            files);
        var scope = new ExportScope
        {
            Sequences = [.. events.Select(e => e.Sequence)],
            Parts = await PartsAsync(events, checkpoint.Size, cancellationToken),
            Checkpoint = checkpoint,
            Selection = FormattableString.Invariant($"evidence for transaction {session.Start.TransactionId}"),
            OlderSizes = olderSizes,
        };

        await using var patient = new PatientStream(output);
        var archive = await ZipArchive.CreateAsync(patient, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (archive)
        {
            await AddAsync(EvidenceFiles.Events, file => new ExportWriter(database).WriteAsync(file, scope, progress, cancellationToken));
            var frames = EvidenceFramesEnd.Of(0, []);
            await AddAsync(EvidenceFiles.Frames, async file => frames = await EvidenceFrames.WriteAsync(file, journal, new FrameLinks(events), cancellationToken));
            foreach (var (path, content) in EvidenceFiles.Derive(session, events, new SignedReadingFiles(session, contents), frames, manifest))
                await AddAsync(path, file => file.WriteAsync(content, cancellationToken).AsTask());
            await AddAsync(EvidenceFiles.Manifest, file => file.WriteAsync(EvidenceJson.File(manifest), cancellationToken).AsTask());
        }

        await patient.FlushAsync(cancellationToken);

        async Task AddAsync(string path, Func<Stream, Task> write)
        {
            var entry = archive.CreateEntry(path, CompressionLevel.Optimal);
            entry.LastWriteTime = NoTime;
            await using (var file = new MeasuredStream(await entry.OpenAsync(cancellationToken)))
            {
                await write(file);
                files.Add(new EvidenceFile(path, file.Written, file.Sha256()));
            }

            await patient.FlushAsync(cancellationToken);
        }
    }

    /// <summary>Streams of which the bundle shows single events only.</summary>
    private async Task<IReadOnlyList<string>> PartsAsync(IEnumerable<RecordedEvent> events, long size, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        foreach (var stream in events.GroupBy(e => e.StreamId).OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var (shown, last) = (stream.LongCount(), stream.Max(e => e.Version));
            var isWhole = shown == last && (await store.ReadStretchAsync(stream.Max(e => e.Sequence), size, [stream.Key], 1, cancellationToken)).Count == 0;
            if (!isWhole)
                parts.Add(stream.Key);
        }

        return parts;
    }

    private async Task<bool> ExistsAsync(string stream, CancellationToken cancellationToken) =>
        (await store.ListExistingAsync([stream], cancellationToken)).Count > 0;
}
