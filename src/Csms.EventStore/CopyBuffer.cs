using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Csms.EventStore;

/// <summary>Rows in PostgreSQL's binary COPY format (its manual, COPY, "Binary Format"). Npgsql's importer takes ten times as long for each value, which is
/// half of the time of a rebuild, and more than a frame of the journal may cost.</summary>
internal sealed class CopyBuffer : IDisposable
{
    /// <summary>Worth sending.</summary>
    public const int Full = 64 * 1024;

    private const long Year2000InTicks = 630_822_816_000_000_000;
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 0];

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(Full + 4096);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    /// <summary>Gives its memory to the next; nothing of it may be in use any more.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
    }

    public void Clear() => Length = 0;

    public void Begin() => Header.CopyTo(Next(Header.Length));

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Next(2), -1);

    public void Row(short columns) => BinaryPrimitives.WriteInt16BigEndian(Next(2), columns);

    public void Integer(int? value)
    {
        if (value is { } number) BinaryPrimitives.WriteInt32BigEndian(Field(4), number);
        else Null();
    }

    public void Bigint(long? value)
    {
        if (value is { } number) BinaryPrimitives.WriteInt64BigEndian(Field(8), number);
        else Null();
    }

    /// <summary>Microseconds since 2000; the first and the last moment of .NET are PostgreSQL's -infinity and infinity, as Npgsql has it.</summary>
    public void Time(DateTimeOffset time) => Bigint(
        time == DateTimeOffset.MinValue ? long.MinValue
        : time == DateTimeOffset.MaxValue ? long.MaxValue
        : (time.UtcTicks - Year2000InTicks) / TimeSpan.TicksPerMicrosecond);

    public void Text(string? text)
    {
        if (text is null)
        {
            Null();
            return;
        }
        Reserve(4 + Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, bytes.AsSpan(Length + 4));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length), length);
        Length += 4 + length;
    }

    public void Uuid(Guid? value)
    {
        if (value is { } uuid) uuid.TryWriteBytes(Field(16), bigEndian: true, out _);
        else Null();
    }

    public void Boolean(bool value) => Field(1)[0] = value ? (byte)1 : (byte)0;

    public void Bytes(ReadOnlySpan<byte> value) => value.CopyTo(Field(value.Length));

    public void Null() => BinaryPrimitives.WriteInt32BigEndian(Next(4), -1);

    /// <summary>A field of a type that only one place writes.</summary>
    public Span<byte> Field(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(Next(4), length);
        return Next(length);
    }

    private Span<byte> Next(int length)
    {
        Reserve(length);
        var next = bytes.AsSpan(Length, length);
        Length += length;
        return next;
    }

    private void Reserve(int length)
    {
        if (Length + length <= bytes.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, Length + length));
        Written.Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
