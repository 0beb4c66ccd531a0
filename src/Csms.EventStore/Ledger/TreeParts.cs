using System.Numerics;

namespace Csms.EventStore.Ledger;

/// <summary>A complete subtree: the leaves from <c>Index · 2^Height</c> on, <c>2^Height</c> of them.</summary>
public readonly record struct TreeNode(int Height, long Index);

/// <summary>Leaves from one on and up to, but not including, another.</summary>
public readonly record struct LeafRange(long From, long To);

/// <summary>Which parts of a tree a proof consists of; no hash is touched here.</summary>
public static class TreeParts
{
    /// <summary>The largest complete subtrees that make up a range, from left to right.</summary>
    public static IEnumerable<TreeNode> Cover(LeafRange range)
    {
        var (from, to) = range;
        while (from < to)
        {
            var height = Math.Min(from == 0 ? 62 : BitOperations.TrailingZeroCount(from), BitOperations.Log2((ulong)(to - from)));
            yield return new TreeNode(height, from >> height);
            from += 1L << height;
        }
    }

    /// <summary>The subtrees whose hashes prove that a leaf is in a tree of this size, lowest first (RFC 6962, 2.1.1).</summary>
    public static IReadOnlyList<LeafRange> OfInclusion(long leaf, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leaf);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(leaf, size);
        var parts = new List<LeafRange>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + SplitOf(to - from);
            (var other, from, to) = leaf < middle ? (new LeafRange(middle, to), from, middle) : (new LeafRange(from, middle), middle, to);
            parts.Add(other);
        }
        parts.Reverse();
        return parts;
    }

    /// <summary>The subtrees whose hashes prove that a tree has grown from a smaller one (RFC 6962, 2.1.2). None for an empty tree or the same.</summary>
    public static IReadOnlyList<LeafRange> OfConsistency(long smaller, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(smaller);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(smaller, size);
        var parts = new List<LeafRange>();
        if (smaller == 0 || smaller == size)
            return parts;
        var (from, to) = (0L, size);
        while (to != smaller)
        {
            var middle = from + SplitOf(to - from);
            (var other, from, to) = smaller <= middle ? (new LeafRange(middle, to), from, middle) : (new LeafRange(from, middle), middle, to);
            parts.Add(other);
        }
        // The smaller tree's own root need not be said when it is a subtree by itself.
        if (from > 0)
            parts.Add(new LeafRange(from, to));
        parts.Reverse();
        return parts;
    }

    /// <summary>The largest power of two below a size.</summary>
    private static long SplitOf(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
