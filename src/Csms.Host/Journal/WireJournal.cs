using Csms.EventStore.Journal;
using Microsoft.Extensions.Options;

namespace Csms.Host.Journal;

/// <summary>Where a request lies until it is written; the default is nowhere.</summary>
internal readonly record struct JournalPlace(long Batch, int Index);

/// <summary>Where connections leave a copy of every frame. Leaving one never waits and never fails: when the writer is too far behind, the frame is
/// counted instead, and the gap is journalled.</summary>
internal sealed class WireJournal(IOptions<JournalOptions> options)
{
    /// <summary>Of a frame that was too large to be read no more than this is kept.</summary>
    public const int MostOfTooLarge = 64 * 1024;

    private readonly Lock gate = new();
    private JournalBatch filling = new();
    private JournalBatch? taken;
    private JournalBatch? spare;
    private long batches = 1;
    private long lostSoFar;

    /// <summary>How many frames were not journalled since this node started.</summary>
    public long Lost => Interlocked.Read(ref lostSoFar);

    /// <summary>How many frames are not stored yet, and since when the oldest of them waits.</summary>
    public (int Frames, DateTimeOffset? Since) Waiting
    {
        get
        {
            lock (gate)
            {
                var oldest = taken is { Entries.Count: > 0 } ? taken : filling;
                return (filling.Frames + (taken?.Frames ?? 0), oldest.Entries.Count > 0 ? oldest.Entries[0].At : null);
            }
        }
    }

    /// <param name="entry">Its frame is copied: the caller may reuse the buffer at once.</param>
    /// <param name="request">Of an answer: where its request was left, whose row it shares if that is not written yet.</param>
    /// <returns>Where it lies.</returns>
    public JournalPlace Record(in JournalEntry entry, JournalPlace request = default)
    {
        lock (gate)
        {
            if (filling.Frames < options.Value.MostWaiting && filling.Bytes + entry.Frame.Length <= options.Value.MostWaitingBytes)
            {
                if (request.Batch == batches && filling.TryAddTo(request.Index, entry))
                    return request;
                filling.Add(entry);
                return new JournalPlace(batches, filling.Entries.Count - 1);
            }

            filling.CountLost(entry.At);
        }

        Interlocked.Increment(ref lostSoFar);
        return default;
    }

    /// <summary>What was left since the last time, or null. Gives the batch back with <see cref="Return"/>.</summary>
    public JournalBatch? Take()
    {
        lock (gate)
        {
            if (filling.IsEmpty)
                return null;
            taken = filling;
            taken.Close();
            filling = spare ?? new JournalBatch();
            spare = null;
            batches++;
            return taken;
        }
    }

    public void Return(JournalBatch batch)
    {
        lock (gate)
        {
            taken = null;
            batch.Clear();
            spare = batch;
        }
    }

    /// <summary>A batch that the database will never take: it becomes a gap.</summary>
    public void GiveUp(JournalBatch batch)
    {
        lock (gate)
            filling.CountLost(batch);
        Interlocked.Add(ref lostSoFar, batch.Frames);
    }
}
