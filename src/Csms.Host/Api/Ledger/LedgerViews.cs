using Csms.EventStore.Ledger;

namespace Csms.Host.Api.Ledger;

/// <summary>How far the ledger has come.</summary>
/// <param name="Origin">Its name, in every checkpoint.</param>
/// <param name="KeyId">Of the key that this node would sign with.</param>
/// <param name="Size">Events under the newest checkpoint.</param>
/// <param name="Recorded">Events recorded; those beyond `size` are sealed within about a second.</param>
/// <param name="Anchors">Places outside that checkpoints are taken to.</param>
internal sealed record LedgerView(string? Origin, string KeyId, long Size, DateTimeOffset? SealedAt, long Recorded, IReadOnlyList<AnchorView> Anchors)
{
    public static LedgerView Example { get; } =
        new(CheckpointView.ExampleOrigin, "3f9a01c7", 812, new(2026, 1, 31, 12, 1, 0, 611, TimeSpan.Zero), 815, [AnchorView.Example]);
}

/// <summary>A place outside.</summary>
/// <param name="Place">A folder, an address or a git remote.</param>
/// <param name="Every">Every so many checkpoints.</param>
/// <param name="Size">Of the newest checkpoint that was taken there.</param>
/// <param name="Failure">Why the last attempt of this node failed; it is repeated.</param>
internal sealed record AnchorView(string Name, string Place, int Every, long? Size, DateTimeOffset? AnchoredAt, string? Failure)
{
    public static AnchorView Example { get; } = new("git-0", "git@example.org:auditor/csms.git", 60, 780, new(2026, 1, 31, 12, 0, 12, TimeSpan.Zero), null);
}

/// <summary>What the ledger was at a size, signed.</summary>
/// <param name="Size">It covers the events with sequence 1 to this.</param>
/// <param name="Root">Root hash of the tree (base64).</param>
/// <param name="SealedAt">By the database's clock; not signed.</param>
/// <param name="Note">The signed note (C2SP): keep it, and later exports can be compared with it.</param>
internal sealed record CheckpointView(string Origin, long Size, byte[] Root, DateTimeOffset SealedAt, string Note)
{
    public const string ExampleOrigin = "csms.example/ledger-1";

    public static CheckpointView Example { get; } = new(
        ExampleOrigin,
        812,
        MerkleHash.OfNothing,
        new(2026, 1, 31, 12, 1, 0, 611, TimeSpan.Zero),
        $"{ExampleOrigin}\n812\n{Convert.ToBase64String(MerkleHash.OfNothing)}\n\n— {ExampleOrigin} P5oBxzBFAiEA…\n");

    public static CheckpointView Of(SealedCheckpoint checkpoint) => new(checkpoint.Origin, checkpoint.Size, checkpoint.Root, checkpoint.SealedAt, checkpoint.Note);
}

/// <summary>The public key that checks checkpoints.</summary>
/// <param name="KeyId">First four bytes of the key's hash.</param>
/// <param name="Pem">For `csms verify --key`.</param>
internal sealed record LedgerKeyView(string KeyId, string Pem)
{
    public static LedgerKeyView Example { get; } = new("3f9a01c7", "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…\n-----END PUBLIC KEY-----\n");
}

/// <summary>That an event is in the tree of a size (RFC 6962, 2.1.1).</summary>
/// <param name="LeafIndex">Sequence less one.</param>
/// <param name="Size">Of the tree; there may be no checkpoint of exactly this size when it was asked for.</param>
/// <param name="LeafHash">What was sealed for the event (base64).</param>
/// <param name="Hashes">From the leaf to the root (base64).</param>
/// <param name="Checkpoint">The signed note of that size, where there is one.</param>
internal sealed record InclusionView(long Sequence, long LeafIndex, long Size, byte[] LeafHash, IReadOnlyList<byte[]> Hashes, string? Checkpoint)
{
    public static InclusionView Example { get; } = new(4, 3, 812, MerkleHash.OfNothing, [MerkleHash.OfNothing, MerkleHash.OfNothing], CheckpointView.Example.Note);
}

/// <summary>That a tree has grown from a smaller one (RFC 6962, 2.1.2).</summary>
/// <param name="From">The smaller size.</param>
/// <param name="To">The larger size.</param>
/// <param name="Hashes">Base64.</param>
internal sealed record ConsistencyView(long From, long To, IReadOnlyList<byte[]> Hashes)
{
    public static ConsistencyView Example { get; } = new(300, 812, [MerkleHash.OfNothing, MerkleHash.OfNothing]);
}
