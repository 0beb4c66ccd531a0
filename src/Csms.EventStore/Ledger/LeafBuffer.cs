using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Csms.EventStore.Ledger;

/// <summary>Puts a leaf together field by field, for whoever has an event from elsewhere than the database.</summary>
internal sealed class LeafBuffer
{
    private static readonly byte[] Layout = Encoding.ASCII.GetBytes("csms-ev1");
    private readonly ArrayBufferWriter<byte> leaf = new(1024);

    public void Begin()
    {
        leaf.ResetWrittenCount();
        leaf.Write([MerkleHash.LeafPrefix]);
        Add(Layout);
    }

    public void Add(ReadOnlySpan<byte> field)
    {
        BinaryPrimitives.WriteInt32BigEndian(leaf.GetSpan(4), field.Length);
        leaf.Advance(4);
        leaf.Write(field);
    }

    public void Add(long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        Add(bytes);
    }

    public void AddNull()
    {
        BinaryPrimitives.WriteInt32BigEndian(leaf.GetSpan(4), -1);
        leaf.Advance(4);
    }

    public void Hash(Span<byte> hash) => SHA256.HashData(leaf.WrittenSpan, hash);
}
