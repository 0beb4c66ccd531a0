using System.Buffers;
using System.Buffers.Binary;
using Csms.Domain;

namespace Csms.ReadModels.EnergyHourly;

/// <summary>What was recorded of a session that says something about its energy, as bytes in an array that is used again: it lies there for as long as the session runs, and
/// a dozen objects for each report of thousands of sessions would be most of what the collector has to look after.</summary>
internal sealed class SessionAtHand(Guid session)
{
    // Sequence, ticks of when it was received, kind, length of the data behind.
    private const int HeaderSize = 8 + 8 + 1 + 4;
    private static readonly Type[] Kinds = [.. EnergyHourlyProjection.ReadModel.Events];
    private byte[] log = [];

    public Guid Id => session;

    public bool Ended { get; private set; }

    /// <summary>Bytes.</summary>
    public int Size { get; private set; }

    public void Add(FeedEvent recorded)
    {
        var data = recorded.Data.Span;
        var entry = MakeRoom(HeaderSize + data.Length);
        BinaryPrimitives.WriteInt64LittleEndian(entry, recorded.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], recorded.ReceivedAt.UtcTicks);
        entry[16] = checked((byte)Array.IndexOf(Kinds, recorded.Event.GetType()));
        BinaryPrimitives.WriteInt32LittleEndian(entry[17..], data.Length);
        data.CopyTo(entry[HeaderSize..]);
        Size += entry.Length;
        Ended |= EnergyHourlyProjection.Ends(recorded.Event);
    }

    /// <summary>Null for a stream without a start.</summary>
    public SessionEnergyRow? Resolve()
    {
        var events = new SessionEvents(session);
        for (var rest = log.AsSpan(0, Size); !rest.IsEmpty;)
        {
            var data = rest.Slice(HeaderSize, BinaryPrimitives.ReadInt32LittleEndian(rest[17..]));
            var receivedAt = new DateTimeOffset(BinaryPrimitives.ReadInt64LittleEndian(rest[8..]), TimeSpan.Zero);
            events.Add(BinaryPrimitives.ReadInt64LittleEndian(rest), receivedAt, StoredEvents.Read(Kinds[rest[16]], data));
            rest = rest[(HeaderSize + data.Length)..];
        }

        return events.Resolve();
    }

    /// <summary>Gives the array back; nothing of it is at hand any more.</summary>
    public void Leave()
    {
        if (log.Length > 0) ArrayPool<byte>.Shared.Return(log);
        (log, Size) = ([], 0);
    }

    private Span<byte> MakeRoom(int size)
    {
        if (log.Length - Size < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(log.Length * 2, Size + size));
            log.AsSpan(0, Size).CopyTo(larger);
            if (log.Length > 0) ArrayPool<byte>.Shared.Return(log);
            log = larger;
        }

        return log.AsSpan(Size, size);
    }
}
