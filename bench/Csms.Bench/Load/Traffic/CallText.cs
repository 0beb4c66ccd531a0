using System.Buffers.Binary;
using System.Buffers.Text;

namespace Csms.Bench.Load.Traffic;

/// <summary>A CALL written as the bytes of a masked WebSocket frame, into a buffer that is used again. The mask is zero: it changes nothing, and the server's
/// work of unmasking is the same.</summary>
internal struct CallText(byte[] buffer)
{
    // 2 bytes, 2 of a longer length, 4 of the mask.
    private const int LongHeader = 8;
    private const int ShortHeader = 6;
    private const int LongestShort = 125;
    private const byte FinalText = 0x81;
    private const byte Masked = 0x80;
    private const byte LengthFollows = 126;

    private int end = LongHeader;

    public void Add(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(buffer.AsSpan(end));
        end += utf8.Length;
    }

    public void Add(long number)
    {
        Utf8Formatter.TryFormat(number, buffer.AsSpan(end), out var written);
        end += written;
    }

    /// <summary>As OCPP writes it, to the millisecond.</summary>
    public void Add(DateTime utc)
    {
        utc.TryFormat(buffer.AsSpan(end), out var written, "yyyy-MM-ddTHH:mm:ss.fffZ");
        end += written;
    }

    /// <summary>The whole frame, its head before what was added.</summary>
    public readonly ReadOnlyMemory<byte> Finish()
    {
        var length = end - LongHeader;
        var start = length <= LongestShort ? LongHeader - ShortHeader : 0;
        buffer[start] = FinalText;
        if (length <= LongestShort)
        {
            buffer[start + 1] = (byte)(Masked | length);
        }
        else
        {
            buffer[start + 1] = Masked | LengthFollows;
            BinaryPrimitives.WriteUInt16BigEndian(buffer.AsSpan(start + 2), (ushort)length);
        }

        buffer.AsSpan(LongHeader - 4, 4).Clear();
        return buffer.AsMemory(start, end - start);
    }
}
