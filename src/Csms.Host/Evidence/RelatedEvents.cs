using System.Text.Json;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Authorizations;
using Csms.ReadModels.Calls;
using Csms.ReadModels.Causes;

namespace Csms.Host.Evidence;

/// <summary>
/// Gathers what bears on a transaction, by four rules and not by a list of streams, so that whatever is recorded about it later is found as well: what its
/// events name, what was done on their behalf, which calls led to it, and what its charge point and its token went through at that time.
/// </summary>
internal sealed class RelatedEvents(PostgresEventStore store, CallQueries calls, AuthorizationQueries authorizations, CauseQueries causes)
{
    private const int PageSize = 500;
    private const int MostOnBehalf = 1000;

    // A card is mostly presented within a minute before the start; a remote start may wait for the cable.
    private static readonly TimeSpan Before = TimeSpan.FromMinutes(15);

    // Streams that outlive a transaction: of these only single events bear on it.
    private static readonly string[] LongLived = ["charge-point-", "transaction-", "charging-profiles-"];

    /// <summary>In the order of their sequence; none when the transaction had not begun at this size of the ledger.</summary>
    public async Task<SortedDictionary<long, RecordedEvent>> FindAsync(string transactionStream, long size, CancellationToken cancellationToken)
    {
        var events = new SortedDictionary<long, RecordedEvent>();
        await AddStreamAsync(events, transactionStream, size, cancellationToken);
        if (events.Count == 0 || Read(events.Values.First()) is not TransactionEvent.Started start)
            return [];

        var own = events.Values.ToArray();
        await AddChargePointAsync(events, start, own, size, cancellationToken);
        foreach (var call in await calls.ListAboutAsync(start.TransactionId, start.ChargePointId, own[0].Timestamp - Before, cancellationToken))
            await AddStreamAsync(events, Call.StreamId(call), size, cancellationToken);
        foreach (var decision in await DecisionsAsync(start, own, cancellationToken))
            await AddStreamAsync(events, AuthorizationEvent.StreamId(decision), size, cancellationToken);
        await AddOnBehalfAsync(events, own, size, cancellationToken);
        await AddNamedAsync(events, size, cancellationToken);
        return events;
    }

    private async Task AddStreamAsync(SortedDictionary<long, RecordedEvent> events, string stream, long size, CancellationToken cancellationToken)
    {
        await foreach (var recorded in store.ReadStreamAsync(stream, cancellationToken, asOf: new AsOf(size)))
            events[recorded.Sequence] = recorded;
    }

    /// <summary>What it is, since when it was connected, and every event of it from the last time the connector was free until it was free again.</summary>
    private async Task AddChargePointAsync(
        SortedDictionary<long, RecordedEvent> events, TransactionEvent.Started start, RecordedEvent[] own, long size, CancellationToken cancellationToken)
    {
        var stream = ChargePoint.StreamId(start.ChargePointId);
        var (first, last) = (own[0].Sequence, own[^1].Sequence);
        var from = first;
        var kept = new HashSet<long>();
        foreach (var types in (string[][])[["charge_point_registered"], ["charge_point_settings_changed"], ["charge_point_booted"], ["charge_point_connected"]])
        {
            if (await store.FindLastAsync(stream, first, types, cancellationToken) is not { } recorded)
                continue;
            events[recorded.Sequence] = recorded;
            kept.Add(recorded.Sequence);
            from = recorded.Sequence; // of the connection, which comes last
        }

        var hasEnded = own.Any(e => e.Type is "transaction_stopped" or "transaction_superseded" or "transaction_closed_by_policy");
        await foreach (var recorded in ReadStretchAsync(stream, from, size, cancellationToken))
        {
            var isFree = Read(recorded) is ChargePointEvent.ConnectorStatusReported { Status: ConnectorStatus.Available } status && status.ConnectorId == start.ConnectorId;
            if (recorded.Sequence < first && isFree)
            {
                // Earlier sessions of the same connection are of others.
                foreach (var earlier in events.Values.Where(e => e.StreamId == stream && !kept.Contains(e.Sequence)).ToArray())
                    events.Remove(earlier.Sequence);
            }

            events[recorded.Sequence] = recorded;
            if (recorded.Sequence > last && hasEnded && (isFree || recorded.Timestamp - own[^1].Timestamp > TimeSpan.FromHours(24)))
                return;
        }
    }

    private async IAsyncEnumerable<RecordedEvent> ReadStretchAsync(
        string stream, long after, long upTo, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.ReadStretchAsync(after, upTo, [stream], PageSize, cancellationToken);
            foreach (var recorded in page)
                yield return recorded;
            if (page.Count < PageSize)
                yield break;
            after = page[^1].Sequence;
        }
    }

    private async Task<IEnumerable<Guid>> DecisionsAsync(TransactionEvent.Started start, RecordedEvent[] own, CancellationToken cancellationToken)
    {
        var filter = new AuthorizationFilter(start.TokenId, start.ChargePointId, From: own[0].Timestamp - Before, To: own[^1].Timestamp + TimeSpan.FromSeconds(5));
        var page = await authorizations.ListAsync(filter, new PageRequest(null, PageSize), cancellationToken);
        return page.Items.Select(decision => decision.AuthorizationId);
    }

    /// <summary>What was done because of the transaction's messages, e.g. by reactions: under their correlation.</summary>
    private async Task AddOnBehalfAsync(SortedDictionary<long, RecordedEvent> events, RecordedEvent[] own, long size, CancellationToken cancellationToken)
    {
        foreach (var correlation in own.Select(e => e.Metadata.CorrelationId).OfType<string>().Distinct())
        {
            var sequences = (await causes.ListAsync(correlation, MostOnBehalf, cancellationToken)).Where(sequence => sequence <= size && !events.ContainsKey(sequence)).ToArray();
            foreach (var recorded in sequences.Length == 0 ? [] : await store.ReadEventsAsync(sequences, cancellationToken))
            {
                if (LongLived.Any(recorded.StreamId.StartsWith))
                    events[recorded.Sequence] = recorded;
                else
                    await AddStreamAsync(events, recorded.StreamId, size, cancellationToken);
            }
        }
    }

    /// <summary>Member <c>tokenId</c> names stream <c>token-{value}</c>, <c>tariffId</c> one of a tariff, and so on for types that are yet to come.</summary>
    private async Task AddNamedAsync(SortedDictionary<long, RecordedEvent> events, long size, CancellationToken cancellationToken)
    {
        // What one of the streams names that were named, too: a bill its tariff.
        for (var depth = 0; depth < 2; depth++)
        {
            var known = events.Values.Select(e => e.StreamId).ToHashSet();
            var named = events.Values.SelectMany(NamedBy).Where(stream => !known.Contains(stream) && !LongLived.Any(stream.StartsWith)).ToHashSet();
            foreach (var stream in named.Count == 0 ? [] : await store.ListExistingAsync(named, cancellationToken))
                await AddStreamAsync(events, stream, size, cancellationToken);
        }
    }

    private static List<string> NamedBy(RecordedEvent recorded)
    {
        using var document = JsonDocument.Parse(recorded.Data);
        var named = new List<string>();
        Look(document.RootElement, named);
        return named;
    }

    private static void Look(JsonElement json, List<string> named)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
                Look(item, named);
        }

        if (json.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in json.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && member.Name is [.. var type, 'I', 'd'] && member.Value.TryGetGuid(out var id) && type is not "content")
                named.Add($"{type}-{id:D}");
            Look(member.Value, named);
        }
    }

    public static object? Read(RecordedEvent recorded)
    {
        try
        {
            return StoredEvents.Read(recorded.Type, recorded.Data.Span);
        }
        catch (JsonException)
        {
            return null; // written by something else than this system; it is shown all the same
        }
    }
}
