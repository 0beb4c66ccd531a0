using Npgsql;

namespace Csms.EventStore.Ledger;

/// <summary>Hashes of the tree of one size, read as tiles and remembered for as long as one answer takes.</summary>
internal sealed class TreeReader(NpgsqlConnection connection, long size)
{
    private const int MostTiles = 512;
    private readonly Dictionary<(int Level, long Place), byte[]> tiles = [];

    /// <summary>The hash of a complete subtree.</summary>
    public async ValueTask<byte[]> NodeAsync(TreeNode node, CancellationToken cancellationToken)
    {
        var level = node.Height / RightEdge.LevelHeight;
        var inside = node.Height % RightEdge.LevelHeight;
        var first = node.Index << inside;
        var tile = await TileAsync(level, first / RightEdge.Width, cancellationToken);
        return MerkleHash.Over(tile.AsSpan((int)(first % RightEdge.Width) * MerkleHash.Size, MerkleHash.Size << inside));
    }

    /// <summary>The root over a range that is a subtree, complete or at the right edge.</summary>
    public async ValueTask<byte[]> RootAsync(LeafRange range, CancellationToken cancellationToken)
    {
        var root = new CompactRange();
        foreach (var node in TreeParts.Cover(range))
            root.Append(await NodeAsync(node, cancellationToken), node.Height);
        return root.Root();
    }

    /// <summary>The roots over several.</summary>
    public async Task<IReadOnlyList<byte[]>> RootsAsync(IEnumerable<LeafRange> ranges, CancellationToken cancellationToken)
    {
        var roots = new List<byte[]>();
        foreach (var range in ranges)
            roots.Add(await RootAsync(range, cancellationToken));
        return roots;
    }

    /// <summary>A tile as far as the tree goes; it may hold more where the tree has grown since.</summary>
    public async ValueTask<byte[]> TileAsync(int level, long place, CancellationToken cancellationToken)
    {
        if (tiles.TryGetValue((level, place), out var known))
            return known;
        var width = (int)Math.Min(RightEdge.Width, (size >> (RightEdge.LevelHeight * level)) - (place * RightEdge.Width));
        var tile = await LedgerTables.ReadFullTileAsync(connection, level, place, cancellationToken)
            ?? await LedgerTables.ReadPartialTileAsync(connection, level, place, width, cancellationToken);
        // An export goes through millions: what is behind it is forgotten.
        if (tiles.Count == MostTiles)
            tiles.Clear();
        return tiles[(level, place)] = tile;
    }
}
