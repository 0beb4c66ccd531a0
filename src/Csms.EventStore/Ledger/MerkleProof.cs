using System.Numerics;

namespace Csms.EventStore.Ledger;

/// <summary>Checks proofs as RFC 9162 does (2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleProof
{
    /// <summary>Whether a leaf is in the tree of this size and root.</summary>
    public static bool IsIncluded(long leaf, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (leaf < 0 || leaf >= size || !AreHashes([.. proof, leafHash.ToArray(), root.ToArray()]))
            return false;
        var (place, last) = (leaf, size - 1);
        var hash = leafHash.ToArray();
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if (IsRight(ref place, ref last))
                MerkleHash.Node(sibling, hash, hash);
            else
                MerkleHash.Node(hash, sibling, hash);
            (place, last) = (place >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether a tree has grown from a smaller one, whose leaves it all has in their places.</summary>
    public static bool IsConsistent(long smaller, long size, ReadOnlySpan<byte> smallerRoot, ReadOnlySpan<byte> root, IReadOnlyList<byte[]> proof)
    {
        if (smaller < 0 || smaller > size || !AreHashes([.. proof, smallerRoot.ToArray(), root.ToArray()]))
            return false;
        if (smaller == size)
            return proof.Count == 0 && smallerRoot.SequenceEqual(root);
        // Every tree has grown from the empty one: saying so proves nothing.
        if (smaller == 0 || proof.Count == 0)
            return false;

        var isSubtree = BitOperations.IsPow2(smaller);
        var (place, last) = (smaller - 1, size - 1);
        var up = BitOperations.TrailingZeroCount(~place);
        (place, last) = (place >> up, last >> up);
        var before = isSubtree ? smallerRoot.ToArray() : [.. proof[0]];
        var after = before.AsSpan().ToArray();
        foreach (var sibling in proof.Skip(isSubtree ? 0 : 1))
        {
            if (last == 0)
                return false;
            if (IsRight(ref place, ref last))
            {
                MerkleHash.Node(sibling, before, before);
                MerkleHash.Node(sibling, after, after);
            }
            else
            {
                MerkleHash.Node(after, sibling, after);
            }
            (place, last) = (place >> 1, last >> 1);
        }
        return last == 0 && smallerRoot.SequenceEqual(before) && root.SequenceEqual(after);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(hash => hash.Length == MerkleHash.Size);

    /// <summary>Whether the node is the right one of two; levels on which it is alone at the right edge are passed over.</summary>
    private static bool IsRight(ref long place, ref long last)
    {
        if ((place & 1) == 0 && place != last)
            return false;
        for (; (place & 1) == 0 && place != 0; last >>= 1)
            place >>= 1;
        return true;
    }
}
