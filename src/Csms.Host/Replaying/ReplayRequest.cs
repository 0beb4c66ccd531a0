using Csms.EventStore;
using Csms.EventStore.Ledger;
using Csms.Host.Ledger;
using Npgsql;

namespace Csms.Host.Replaying;

/// <summary>What somebody wants replayed, in the field's words.</summary>
/// <param name="What">Of what, and recorded when; a stretch of the feed by its numbers narrows it further.</param>
internal sealed record ReplayRequest(ExportRequest What, long? After = null, long? ToSequence = null)
{
    /// <summary>Null when there is nothing of that name. Ends at what is recorded now, so that a replay of a busy system ends.</summary>
    public async Task<ReplayScope?> ScopeAsync(PostgresEventStore store, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var ledger = new EventLedger(database);
        var streams = await What.FindStreamsAsync(ledger, database, cancellationToken);
        if (streams is { Count: 0 })
            return null;
        var (after, upTo) = (After ?? 0, await store.ReadHeadAsync(cancellationToken));
        // What is recorded has its times in the order of its sequence.
        if (What.From is { } from)
            after = Math.Max(after, await ledger.FindFirstAsync(from, cancellationToken) - 1 ?? upTo);
        if (What.To is { } to && await ledger.FindFirstAsync(to, cancellationToken) is { } behind)
            upTo = Math.Min(upTo, behind - 1);
        return new ReplayScope(streams, after, Math.Min(upTo, ToSequence ?? upTo));
    }
}
