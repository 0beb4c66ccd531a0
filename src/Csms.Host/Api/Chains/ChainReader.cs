using System.Globalization;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.ReadModels.Causes;

namespace Csms.Host.Api.Chains;

/// <summary>Gathers a chain from its four sources: the read model of causes, the streams of its calls, the journal, and the stretch of the feed that the
/// journal's answers name.</summary>
internal sealed class ChainReader(PostgresEventStore store, CauseQueries causes, JournalQueries journal)
{
    private const int MostEvents = 1000;
    private const int MostFrames = 1000;

    // The events of one frame were appended together, or nearly so.
    private const int Neighbourhood = 200;

    public async Task<ChainView?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await BeginAsync(id, cancellationToken) is not ({ } correlationId, var events))
            return null;

        var sequences = await causes.ListAsync(correlationId, MostEvents + 1, cancellationToken);
        Add(events, await store.ReadEventsAsync([.. sequences.Take(MostEvents)], cancellationToken));
        HashSet<string> wire = [correlationId];
        foreach (var streamId in events.Values.Select(e => e.StreamId).Where(IsCall).Distinct().ToArray())
        {
            wire.Add(ConnectionJournal.CauseOfCall(streamId[(Call.StreamType.Length + 1)..]));
            Add(events, await ReadStreamAsync(streamId, cancellationToken));
        }

        var frames = await journal.ListCorrelatedAsync(wire, MostFrames + 1, cancellationToken);
        foreach (var answer in frames.Select(f => f.Entry).Where(e => e.FirstEvent is not null))
            Add(events, await store.ReadCorrelatedAsync(correlationId, answer.FirstEvent!.Value, answer.LastEvent!.Value, cancellationToken));
        if (events.Count == 0 && frames.Count == 0)
            return null;
        var links = ChainLinks.Of(correlationId, [.. events.Values], [.. frames.Take(MostFrames)]);
        return new ChainView(correlationId, links, sequences.Count <= MostEvents && frames.Count <= MostFrames);
    }

    /// <summary>The correlation id that is meant, and the events that led to it.</summary>
    private async Task<(string? CorrelationId, SortedDictionary<long, RecordedEvent> Events)> BeginAsync(string id, CancellationToken cancellationToken)
    {
        var events = new SortedDictionary<long, RecordedEvent>();
        if (id.StartsWith("event:", StringComparison.Ordinal) && long.TryParse(id.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            Add(events, await store.ReadEventsAsync([sequence], cancellationToken));
            if (events.Count == 0)
                return (null, events);
            if (events[sequence].Metadata.CorrelationId is not { } correlationId)
                return (id, events);
            Add(events, await store.ReadCorrelatedAsync(correlationId, sequence - Neighbourhood, sequence + Neighbourhood, cancellationToken));
            return (correlationId, events);
        }

        if (Guid.TryParseExact(id.StartsWith("call:", StringComparison.Ordinal) ? id.AsSpan(5) : id, "D", out var callId))
        {
            Add(events, await ReadStreamAsync(Call.StreamId(callId), cancellationToken));
            if (events.Count > 0)
                return (events.Values.First().Metadata.CorrelationId ?? id, events);
        }

        return (id, events);
    }

    private async Task<List<RecordedEvent>> ReadStreamAsync(string streamId, CancellationToken cancellationToken)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in store.ReadStreamAsync(streamId, cancellationToken))
            events.Add(recorded);
        return events;
    }

    private static bool IsCall(string streamId) => streamId.StartsWith(Call.StreamType + "-", StringComparison.Ordinal);

    private static void Add(SortedDictionary<long, RecordedEvent> events, IEnumerable<RecordedEvent> more)
    {
        foreach (var recorded in more)
            events[recorded.Sequence] = recorded;
    }
}
