using System.Security.Cryptography;

namespace Csms.EventStore.Ledger;

/// <summary>The two hashes of an RFC 6962 tree (section 2.1): SHA-256, with a first byte that keeps leaves and nodes apart.</summary>
public static class MerkleHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Size = 32;

    /// <summary>First byte of what is hashed for a leaf.</summary>
    public const byte LeafPrefix = 0;

    private const byte NodePrefix = 1;

    /// <summary>The root of a tree without leaves.</summary>
    public static byte[] OfNothing { get; } = SHA256.HashData([]);

    /// <summary>Of what a leaf commits to.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content) => SHA256.HashData([LeafPrefix, .. content]);

    /// <summary>Of the node above two others.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var node = new byte[Size];
        Node(left, right, node);
        return node;
    }

    /// <summary>The same, written to where it is wanted, which may be the place of one of the two.</summary>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> node)
    {
        Span<byte> content = stackalloc byte[1 + Size + Size];
        content[0] = NodePrefix;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + Size)..]);
        SHA256.HashData(content, node);
    }

    /// <summary>The root over a power of two of nodes of one height.</summary>
    public static byte[] Over(ReadOnlySpan<byte> nodes)
    {
        var hashes = nodes.ToArray();
        for (var count = hashes.Length / Size; count > 1; count /= 2)
        {
            for (var i = 0; i < count / 2; i++)
                Node(hashes.AsSpan(2 * i * Size, Size), hashes.AsSpan(((2 * i) + 1) * Size, Size), hashes.AsSpan(i * Size, Size));
        }
        return hashes[..Size];
    }
}
