using System.Buffers.Binary;

namespace Csms.EventStore.Ledger;

/// <summary>
/// An event as PostgreSQL's binary COPY gives it: its fields in order, each with its length in four bytes (big-endian, -1 for NULL) before it.
/// </summary>
internal ref struct EventTuple(Span<byte> bytes)
{
    /// <summary>The fields of a leaf, in its order. json and jsonb come as text, which is what was hashed.</summary>
    public const string Columns = "seq_id, stream_id, version, id, type, timestamp, data::text, headers::text, correlation_id, causation_id";

    public const int Fields = 10;

    private const int TimestampField = 5;

    // From 1970-01-01, the leaf's, to 2000-01-01, PostgreSQL's.
    private const long MicrosecondsBetweenEpochs = 946_684_800_000_000;

    private readonly Span<byte> bytes = bytes;
    private Offsets offsets;

    public readonly long Sequence => BinaryPrimitives.ReadInt64BigEndian(this[0]);

    public readonly ReadOnlySpan<byte> StreamId => this[1];

    public readonly long Version => BinaryPrimitives.ReadInt64BigEndian(this[2]);

    public readonly Guid Id => new(this[3], bigEndian: true);

    public readonly ReadOnlySpan<byte> Type => this[4];

    /// <summary>Since 1970, UTC.</summary>
    public readonly long Microseconds => BinaryPrimitives.ReadInt64BigEndian(this[TimestampField]);

    public readonly ReadOnlySpan<byte> Data => this[6];

    public readonly ReadOnlySpan<byte> Headers => this[7];

    public readonly ReadOnlySpan<byte> CorrelationId => this[8];

    public readonly ReadOnlySpan<byte> CausationId => this[9];

    public readonly bool IsNull(int field) => BinaryPrimitives.ReadInt32BigEndian(bytes[(offsets[field] - 4)..]) < 0;

    private readonly Span<byte> this[int field]
    {
        get
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[(offsets[field] - 4)..]);
            return length < 0 ? [] : bytes.Slice(offsets[field], length);
        }
    }

    /// <summary>Takes a tuple from the front of what has arrived; false when it has not arrived whole.</summary>
    /// <param name="arrived">Begins with the first field's length.</param>
    /// <param name="tuple">Its timestamp counts from the leaf's epoch: the bytes are changed in place.</param>
    /// <param name="length">Bytes taken.</param>
    public static bool TryRead(Span<byte> arrived, out EventTuple tuple, out int length)
    {
        tuple = default;
        length = 0;
        Offsets offsets = default;
        for (var field = 0; field < Fields; field++)
        {
            if (arrived.Length - length < 4)
                return false;
            var size = BinaryPrimitives.ReadInt32BigEndian(arrived[length..]);
            length += 4;
            offsets[field] = length;
            length += Math.Max(size, 0);
            if (length > arrived.Length)
                return false;
        }
        tuple = new EventTuple(arrived[..length]) { offsets = offsets };
        var timestamp = tuple[TimestampField];
        BinaryPrimitives.WriteInt64BigEndian(timestamp, BinaryPrimitives.ReadInt64BigEndian(timestamp) + MicrosecondsBetweenEpochs);
        return true;
    }

    [System.Runtime.CompilerServices.InlineArray(Fields)]
    private struct Offsets
    {
        private int first;
    }
}
