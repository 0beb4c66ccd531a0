using System.Collections.Concurrent;
using Csms.Simulator.Transactions;

namespace Csms.Simulator.Ledger;

/// <summary>
/// What the central system has acknowledged, for a test to hold against what it has stored: nothing in here may be missing there. A message enters when
/// its CALLRESULT was read, never before.
/// </summary>
/// <param name="keep">False for a fleet that runs for days and only wants the counts.</param>
public sealed class AcknowledgementLedger(bool keep = true)
{
    private readonly long[] counts = new long[Enum.GetValues<TransactionMessageKind>().Length];
    private long abandonedCount;
    private readonly ConcurrentQueue<Acknowledgement> acknowledged = new();
    private readonly ConcurrentQueue<(TransactionMessageKind Kind, string ChargePointId)> abandoned = new();

    /// <summary>In the order of the answers; a fact sent twice and answered twice stands here twice.</summary>
    public IReadOnlyCollection<Acknowledgement> Acknowledged => acknowledged;

    /// <summary>Given up after all attempts, or because their StartTransaction was.</summary>
    public IReadOnlyCollection<(TransactionMessageKind Kind, string ChargePointId)> Abandoned => abandoned;

    /// <summary>Each fact once.</summary>
    public IEnumerable<Acknowledgement> Facts => acknowledged.DistinctBy(entry => entry.ContentKey);

    /// <summary>Starts of the same content that were given different numbers: the central system counted one session twice.</summary>
    public IEnumerable<IGrouping<string, Acknowledgement>> Contradictions => acknowledged
        .Where(entry => entry.Kind == TransactionMessageKind.Start)
        .GroupBy(entry => entry.ContentKey)
        .Where(starts => starts.DistinctBy(start => start.TransactionId).Skip(1).Any());

    public long AbandonedCount => Interlocked.Read(ref abandonedCount);

    /// <summary>Answers received for messages of a kind, repetitions included.</summary>
    public long CountOf(TransactionMessageKind kind) => Interlocked.Read(ref counts[(int)kind]);

    internal void Add(Acknowledgement entry)
    {
        Interlocked.Increment(ref counts[(int)entry.Kind]);
        if (keep) acknowledged.Enqueue(entry);
    }

    internal void AddAbandoned(TransactionMessageKind kind, string chargePointId)
    {
        Interlocked.Increment(ref abandonedCount);
        if (keep) abandoned.Enqueue((kind, chargePointId));
    }
}
