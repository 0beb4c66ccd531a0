using System.Globalization;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Storage;

namespace Csms.Host.Connections;

/// <summary>A transaction as it is known: its identity and its fold.</summary>
internal readonly record struct KnownTransaction(Guid Identity, Loaded<Transaction> Loaded)
{
    public TransactionEvent.Started? Start => Loaded.State switch
    {
        Transaction.Running running => running.Start,
        Transaction.Stopped stopped => stopped.Start,
        _ => null,
    };

    /// <summary>It runs, and is the last one that started on its connector.</summary>
    public bool IsOpen => Loaded.State is Transaction.Running { SupersededBy: null };
}

/// <summary>The transactions a charge point may still talk about, folded in memory: those that run and a few that ended.</summary>
internal sealed class SessionTransactions(string chargePointId, CommandRunner runner, PostgresEventStore store, TransactionsOfChargePoint stored)
{
    private const int MostEnded = 16;
    private const int Most = 256;
    private readonly Dictionary<int, KnownTransaction> byNumber = [];
    private readonly List<int> order = [];
    private bool knowsOpenOnes;

    /// <summary>The second name of a transaction's stream: OCPP's number.</summary>
    public static string AliasOf(int transactionId) => string.Create(CultureInfo.InvariantCulture, $"transaction/{transactionId}");

    /// <summary>The transaction of this charge point with this OCPP id, or null.</summary>
    public async Task<KnownTransaction?> FindAsync(long transactionId, CancellationToken cancellationToken)
    {
        if (transactionId is <= 0 or > int.MaxValue)
            return null;
        if (byNumber.TryGetValue((int)transactionId, out var known))
            return known;
        return await store.FindStreamAsync(AliasOf((int)transactionId), cancellationToken) is { } streamId ? await LoadAsync(streamId, cancellationToken) : null;
    }

    /// <summary>Every one that runs, and those that ended on this connection. What ran before this connection is asked for once: from then on nobody
    /// else speaks for the charge point.</summary>
    public async ValueTask<IReadOnlyCollection<KnownTransaction>> ListAsync(CancellationToken cancellationToken)
    {
        if (!knowsOpenOnes)
        {
            var (streams, areAll) = await stored.ListRunningAsync(chargePointId, cancellationToken);
            foreach (var streamId in streams)
                await RecallAsync(streamId, cancellationToken);
            // Not before: a database that goes away in between must not leave some of them forgotten.
            knowsOpenOnes = areAll;
        }

        return byNumber.Values;
    }

    /// <summary>The same and the last few that ended before this connection.</summary>
    public async Task<IReadOnlyCollection<KnownTransaction>> ListWithEndedAsync(CancellationToken cancellationToken)
    {
        await ListAsync(cancellationToken);
        foreach (var streamId in await stored.ListNewestAsync(chargePointId, cancellationToken))
            await RecallAsync(streamId, cancellationToken);
        return byNumber.Values;
    }

    public KnownTransaction Remember(KnownTransaction transaction)
    {
        var number = transaction.Start!.TransactionId;
        if (!byNumber.ContainsKey(number))
            order.Add(number);
        byNumber[number] = transaction;
        while (byNumber.Values.Count(known => !known.IsOpen) > MostEnded || order.Count > Most)
        {
            var victim = Math.Max(0, order.FindIndex(other => !byNumber[other].IsOpen));
            byNumber.Remove(order[victim]);
            order.RemoveAt(victim);
        }

        return transaction;
    }

    private async ValueTask RecallAsync(string streamId, CancellationToken cancellationToken)
    {
        if (!byNumber.Values.Any(known => Transaction.StreamId(known.Identity) == streamId))
            await LoadAsync(streamId, cancellationToken);
    }

    private async Task<KnownTransaction?> LoadAsync(string streamId, CancellationToken cancellationToken)
    {
        var identity = Guid.Parse(streamId.AsSpan(Transaction.StreamType.Length + 1));
        var found = new KnownTransaction(identity, await runner.LoadAsync(Streams.Transactions, streamId, cancellationToken));
        return found.Start?.ChargePointId == chargePointId ? Remember(found) : null;
    }
}
