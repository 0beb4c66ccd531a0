using System.Diagnostics.Metrics;
using Csms.EventStore;
using Csms.EventStore.Ledger;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.Host.Telemetry;

/// <summary>How far everything that follows the feed is behind its end.</summary>
internal sealed record Lags(long Head, IReadOnlyList<Measurement<long>> Projections, double ProjectionSeconds, long Unsealed, double SealSeconds);

/// <summary>Asks the database, whichever node does the work.</summary>
internal sealed class LagReader(PostgresEventStore store, ProjectionPositions projections, EventLedger ledger, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Null when the database did not answer the last time.</summary>
    public Lags? Latest { get; private set; }

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            Latest = await ReadAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            Latest = null;
        }
    }

    private async Task<Lags> ReadAsync(CancellationToken cancellationToken)
    {
        // Positions first: a head that is read later is never behind them.
        var sealedTo = (await ledger.ReadLatestAsync(cancellationToken))?.Size ?? 0;
        var rows = await projections.ReadAsync(cancellationToken);
        var head = await store.ReadHeadAsync(cancellationToken);
        var slowest = rows.Where(r => r.Position is not null).Select(r => r.Position!.Value).DefaultIfEmpty(head).Min();
        return new Lags(
            head,
            [.. rows.Where(r => r.Position is not null).Select(r => new Measurement<long>(head - r.Position!.Value, new KeyValuePair<string, object?>("model", r.Name)))],
            await AgeAsync(slowest, head, cancellationToken),
            head - sealedTo,
            await AgeAsync(sealedTo, head, cancellationToken));
    }

    /// <summary>How long the event behind this place has been recorded.</summary>
    private async Task<double> AgeAsync(long position, long head, CancellationToken cancellationToken) =>
        position < head && await store.ReadFeedAsync(position, 1, cancellationToken) is [var first, ..]
            ? Math.Max(0, (clock.GetUtcNow() - first.Timestamp).TotalSeconds)
            : 0;
}
