using System.Buffers.Binary;

namespace Csms.ReadModels.Rows;

/// <summary>Names a row that no stream of its own names by the place of its first event in the feed, the same in every rebuild.</summary>
public static class FeedName
{
    /// <summary>A UUID of version 8, the one for names of one's own making (RFC 9562 section 5.8).</summary>
    public static Guid Of(long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], sequence);
        (bytes[6], bytes[8]) = (0x80, (byte)(0x80 | (bytes[8] & 0x3F)));
        return new Guid(bytes, bigEndian: true);
    }
}
