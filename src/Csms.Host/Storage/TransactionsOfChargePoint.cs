using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Csms.ReadModels.Transactions;

namespace Csms.Host.Storage;

/// <summary>Which transactions a charge point has, asked when it begins to speak of one that this node has not seen.</summary>
internal sealed class TransactionsOfChargePoint(TransactionQueries transactions, ProjectionPositions positions, PostgresEventStore store)
{
    private const int MostRecent = 8;
    private static readonly ReadModel[] Read = [Catalog.Find("transactions")!];

    // A charge point waits for its answer: who projects is usually milliseconds behind, and is not waited for much longer.
    private static readonly TimeSpan PatienceForNewest = TimeSpan.FromSeconds(1);

    /// <summary>Streams of those that run, and whether that is all of them: the rows may be behind.</summary>
    public async Task<(IReadOnlyList<string> Streams, bool AreAll)> ListRunningAsync(string chargePointId, CancellationToken cancellationToken)
    {
        var areAll = await positions.WaitForAsync(Read, await store.ReadHeadAsync(cancellationToken), PatienceForNewest, cancellationToken);
        return ([.. (await transactions.ListRunningAsync(chargePointId, cancellationToken)).Select(row => row.StreamId)], areAll);
    }

    /// <summary>Streams of the last few, running or not.</summary>
    public async Task<IReadOnlyList<string>> ListNewestAsync(string chargePointId, CancellationToken cancellationToken) =>
        [.. (await transactions.ListAsync(new(chargePointId), new(Limit: MostRecent), cancellationToken)).Items.Select(row => row.StreamId)];
}
