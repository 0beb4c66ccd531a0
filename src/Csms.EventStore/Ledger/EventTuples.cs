using System.Buffers.Binary;
using Npgsql;

namespace Csms.EventStore.Ledger;

/// <summary>Events as they come out of a binary COPY, one after another, without a copy of any.</summary>
internal sealed class EventTuples(Stream copy) : IAsyncDisposable
{
    // Signature, flags, length of the (empty) extension.
    private const int HeaderLength = 19;

    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;
    private bool headerRead;
    private bool ended;

    /// <param name="select">A SELECT of <see cref="EventTuple.Columns"/>; COPY takes no parameters.</param>
    public static async Task<EventTuples> OpenAsync(NpgsqlConnection connection, string select, CancellationToken cancellationToken) =>
        new(await connection.BeginRawBinaryCopyAsync($"COPY ({select}) TO STDOUT (FORMAT binary)", cancellationToken));

    /// <summary>The sequence of the next event, if that has arrived; the event itself may still be on its way.</summary>
    public bool TryPeek(out long sequence)
    {
        var at = start + (headerRead ? 0 : HeaderLength) + sizeof(short) + sizeof(int);
        var arrived = end - at >= sizeof(long) && BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(at - sizeof(short) - sizeof(int))) > 0;
        sequence = arrived ? BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(at)) : 0;
        return arrived;
    }

    /// <summary>The next event, if it has arrived. It is gone with the next <see cref="FillAsync"/>.</summary>
    public bool TryRead(out EventTuple tuple)
    {
        tuple = default;
        var arrived = buffer.AsSpan(start, end - start);
        if (!headerRead)
        {
            if (arrived.Length < HeaderLength)
                return false;
            headerRead = true;
            start += HeaderLength;
            arrived = arrived[HeaderLength..];
        }
        if (arrived.Length < 2)
            return false;
        var fields = BinaryPrimitives.ReadInt16BigEndian(arrived);
        if (fields < 0)
        {
            ended = true;
            return false;
        }
        if (fields != EventTuple.Fields)
            throw new InvalidDataException($"{fields} fields where {EventTuple.Fields} were asked for.");
        if (!EventTuple.TryRead(arrived[2..], out tuple, out var length))
            return false;
        start += 2 + length;
        return true;
    }

    /// <summary>Waits for more; false when everything has come.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (ended)
            return false;
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, 2 * buffer.Length);
        var read = await copy.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }

    public ValueTask DisposeAsync() => copy.DisposeAsync();
}
