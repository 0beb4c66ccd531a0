namespace Csms.EventStore.Ledger;

/// <summary>All that has to be remembered of a growing tree to know its root: one hash for each complete subtree, at most 63.</summary>
public sealed class CompactRange
{
    private const int MostSubtrees = 63;

    private readonly byte[] hashes = new byte[MostSubtrees * MerkleHash.Size];
    private readonly int[] heights = new int[MostSubtrees];
    private int count;

    /// <summary>Leaves so far.</summary>
    public long Size { get; private set; }

    /// <summary>Adds a leaf, or a complete subtree whose leaves are not at hand.</summary>
    /// <exception cref="InvalidDataException">A complete subtree of this height cannot begin here.</exception>
    public void Append(ReadOnlySpan<byte> hash, int height = 0)
    {
        if (height is < 0 or >= MostSubtrees || (Size & ((1L << height) - 1)) != 0)
            throw new InvalidDataException($"No subtree of height {height} begins at leaf {Size}.");
        hash.CopyTo(At(count));
        heights[count++] = height;
        Size += 1L << height;
        for (; count > 1 && heights[count - 1] == heights[count - 2]; count--)
        {
            MerkleHash.Node(At(count - 2), At(count - 1), At(count - 2));
            heights[count - 2]++;
        }
    }

    /// <summary>Of the tree of all leaves so far.</summary>
    public byte[] Root()
    {
        if (count == 0)
            return MerkleHash.OfNothing;
        var root = At(count - 1).ToArray();
        for (var i = count - 2; i >= 0; i--)
            MerkleHash.Node(At(i), root, root);
        return root;
    }

    private Span<byte> At(int place) => hashes.AsSpan(place * MerkleHash.Size, MerkleHash.Size);
}
