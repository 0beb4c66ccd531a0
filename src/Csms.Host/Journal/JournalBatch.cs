using System.Runtime.InteropServices;
using System.Text.Json;
using Csms.EventStore.Journal;

namespace Csms.Host.Journal;

/// <summary>Frames that are written together, and how many could not be kept meanwhile. Their bytes lie in a few large blocks that are used again.</summary>
internal sealed class JournalBatch
{
    private const int BlockSize = 1 << 20;
    private const int MostKeptBlocks = 8;
    private const int MostKeptEntries = 32_768;
    private readonly List<byte[]> blocks = [];
    private int block;
    private int used;

    public List<JournalEntry> Entries { get; } = [];

    /// <summary>More than there are entries: an answer may lie in its request's.</summary>
    public int Frames { get; private set; }

    public long Bytes { get; private set; }

    public JournalGap? Gap { get; private set; }

    public bool IsEmpty => Entries.Count == 0 && Gap is null;

    public void Add(in JournalEntry entry) => Entries.Add(entry with { Frame = Copied(entry.Frame) });

    /// <summary>Puts an answer into the entry of its request.</summary>
    /// <returns>Whether that may hold it.</returns>
    public bool TryAddTo(int request, in JournalEntry answer)
    {
        ref var entry = ref CollectionsMarshal.AsSpan(Entries)[request];
        if (!entry.MayHold(answer.At))
            return false;
        entry = entry with
        {
            FirstEvent = answer.FirstEvent,
            LastEvent = answer.LastEvent,
            Answer = new AnswerEntry(answer.At, answer.Kind == JournalKind.Error, Copied(answer.Frame), answer.Size),
        };
        return true;
    }

    /// <summary>Nothing more is added: the gap, if there is one, becomes the last entry.</summary>
    public void Close()
    {
        if (Gap is { } gap)
            Entries.Add(gap.ToEntry());
    }

    public void CountLost(DateTimeOffset at) => Gap = JournalGap.Of(Gap, new JournalGap(1, at, at));

    public void CountLost(JournalBatch other)
    {
        if (other.Entries.Count > 0)
            Gap = JournalGap.Of(Gap, new JournalGap(other.Frames, other.Entries[0].At, other.Entries.Max(entry => entry.Answer?.At ?? entry.At)));
        if (other.Gap is { } gap)
            Gap = JournalGap.Of(Gap, gap);
    }

    public void Clear()
    {
        Entries.Clear();
        // A burst does not hold its memory for ever.
        if (Entries.Capacity > MostKeptEntries)
            Entries.Capacity = MostKeptEntries;
        if (blocks.Count > MostKeptBlocks)
            blocks.RemoveRange(MostKeptBlocks, blocks.Count - MostKeptBlocks);
        blocks.RemoveAll(b => b.Length > BlockSize);
        (block, used, Frames, Bytes, Gap) = (0, 0, 0, 0, null);
    }

    private Memory<byte> Copied(ReadOnlyMemory<byte> frame)
    {
        var copy = Room(frame.Length);
        frame.CopyTo(copy);
        Frames++;
        Bytes += frame.Length;
        return copy;
    }

    private Memory<byte> Room(int length)
    {
        while (block < blocks.Count && used + length > blocks[block].Length)
            (block, used) = (block + 1, 0);
        if (block == blocks.Count)
            blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, length)));
        var room = blocks[block].AsMemory(used, length);
        used += length;
        return room;
    }
}

/// <summary>Frames that were not journalled.</summary>
internal sealed record JournalGap(long Lost, DateTimeOffset From, DateTimeOffset To)
{
    public static JournalGap Of(JournalGap? one, JournalGap other) => one is null
        ? other
        : new(one.Lost + other.Lost, one.From < other.From ? one.From : other.From, one.To > other.To ? one.To : other.To);

    public JournalEntry ToEntry()
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new { lost = Lost, from = From, to = To });
        return new JournalEntry(From, JournalDirection.In, JournalKind.Gap, frame, frame.Length) { Detail = $"{Lost} frames were not journalled" };
    }
}
