namespace Csms.EventStore.Ledger;

/// <summary>A tile that has become full.</summary>
internal sealed record FullTile(int Level, long Place, byte[] Hashes, byte[] Root);

/// <summary>
/// The right edge of the tree in memory, a tile that is not full for each level: all that a new event changes. Adding an event costs one hash more than its own,
/// whatever the size of the tree.
/// </summary>
internal sealed class RightEdge
{
    public const int Width = 256;
    public const int LevelHeight = 8;

    private readonly List<byte[]> tiles = [];

    private RightEdge(long size) => Size = size;

    public long Size { get; private set; }

    /// <summary>The edge of a tree of this size, from the tiles that are not full at each level, lowest first.</summary>
    public static RightEdge Restore(long size, IEnumerable<byte[]> partial)
    {
        var edge = new RightEdge(size);
        foreach (var hashes in partial)
        {
            var tile = new byte[Width * MerkleHash.Size];
            hashes.CopyTo(tile, 0);
            edge.tiles.Add(tile);
        }
        return edge;
    }

    /// <summary>Adds leaves; returns the tiles that became full, lower ones first.</summary>
    public List<FullTile> Append(ReadOnlySpan<byte> leaves)
    {
        var full = new List<FullTile>();
        for (; leaves.Length > 0; leaves = leaves[MerkleHash.Size..])
        {
            Add(0, Size, leaves[..MerkleHash.Size], full);
            Size++;
        }
        return full;
    }

    /// <summary>The hashes of the leaves that are in no full tile.</summary>
    public ReadOnlySpan<byte> Leaves => Tile(0).AsSpan(0, (int)(Size % Width) * MerkleHash.Size);

    /// <summary>The root of the whole tree: complete subtrees of the tiles' hashes, small ones at the right.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        for (var level = 0; level < tiles.Count; level++)
        {
            var count = (int)((Size >> (LevelHeight * level)) % Width);
            for (var height = 0; count > 0; height++, count >>= 1)
            {
                if ((count & 1) == 0)
                    continue;
                var from = (count - 1) << height;
                var subtree = MerkleHash.Over(tiles[level].AsSpan(from * MerkleHash.Size, MerkleHash.Size << height));
                root = root is null ? subtree : MerkleHash.Node(subtree, root);
            }
        }
        return root ?? MerkleHash.OfNothing;
    }

    private void Add(int level, long place, ReadOnlySpan<byte> hash, List<FullTile> full)
    {
        var tile = Tile(level);
        var inTile = (int)(place % Width);
        hash.CopyTo(tile.AsSpan(inTile * MerkleHash.Size));
        if (inTile < Width - 1)
            return;
        var filled = new FullTile(level, place / Width, [.. tile], MerkleHash.Over(tile));
        full.Add(filled);
        Add(level + 1, filled.Place, filled.Root, full);
    }

    private byte[] Tile(int level)
    {
        while (tiles.Count <= level)
            tiles.Add(new byte[Width * MerkleHash.Size]);
        return tiles[level];
    }
}
