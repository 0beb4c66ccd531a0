namespace Csms.Host.Evidence;

/// <summary><c>manifest.json</c>: what the bundle is, and what has to be in it. Its place in the ZIP is the last.</summary>
/// <param name="Format"><see cref="Format1"/>.</param>
/// <param name="Product">What wrote it.</param>
/// <param name="Engine">Of <see cref="EvidenceFiles"/>; a verifier with another one cannot make the files again.</param>
/// <param name="Stream">The transaction's.</param>
/// <param name="Checkpoint">The signed note whose tree <c>events.ndjson</c> goes through: the moment that the bundle shows.</param>
/// <param name="SealedAt">When that was signed.</param>
/// <param name="SearchedTo">Up to which event was looked for what else bears on the transaction; the checkpoint's size, unless the read models were behind.</param>
/// <param name="Files">All others, in their order.</param>
internal sealed record EvidenceManifest(
    string Csms,
    string Format,
    string Product,
    int Engine,
    int TransactionId,
    string Stream,
    string ChargePointId,
    int ConnectorId,
    string Checkpoint,
    long Size,
    DateTimeOffset SealedAt,
    long SearchedTo,
    IReadOnlyList<EvidenceFile> Files)
{
    public const string Kind = "evidence";
    public const string Format1 = "csms-evidence-1";
}

/// <param name="Size">Bytes.</param>
/// <param name="Sha256">In hex.</param>
internal sealed record EvidenceFile(string Path, long Size, string Sha256);
