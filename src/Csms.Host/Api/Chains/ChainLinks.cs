using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Api.Events;
using Csms.Host.Api.Journal;
using Csms.Host.Commands;
using Csms.Host.Journal;

namespace Csms.Host.Api.Chains;

/// <summary>Puts events and frames in the order of causes. Clocks of nodes, of the database and of the wire differ; causes do not.</summary>
internal sealed class ChainLinks
{
    private const string RestPrefix = "rest:";
    private readonly string correlationId;
    private readonly Dictionary<string, RecordedEvent> firstOfCall = [];
    private readonly Dictionary<string, RecordedEvent> sent = [];
    private readonly ILookup<string?, JournalRow> frames;
    private readonly HashSet<string> known;

    private ChainLinks(string correlationId, IReadOnlyList<RecordedEvent> events, IReadOnlyList<JournalRow> frames)
    {
        this.correlationId = correlationId;
        this.frames = frames.ToLookup(f => f.Entry.CorrelationId);
        known = [.. events.Select(e => Cause.IdOf(e.Sequence)), .. frames.Select(IdOf)];
        foreach (var recorded in events.Where(e => CallOf(e) is not null))
        {
            firstOfCall.TryAdd(CallOf(recorded)!, recorded);
            if (recorded.Type == "call_sent")
                sent.TryAdd(CallOf(recorded)!, recorded);
        }
    }

    public static List<ChainLinkView> Of(string correlationId, IReadOnlyList<RecordedEvent> events, IReadOnlyList<JournalRow> frames)
    {
        var chain = new ChainLinks(correlationId, events, frames);
        List<ChainLinkView> links =
        [
            .. events.Select(e => new ChainLinkView(Cause.IdOf(e.Sequence), chain.CauseOf(e), e.Timestamp, Event: EventView.Of(e))),
            .. frames.Select(f => new ChainLinkView(IdOf(f), chain.CauseOf(f), f.Entry.At, Frame: JournalFrameView.Of(f, showIdTags: false))),
        ];
        if (events.FirstOrDefault(chain.IsOfRequest) is { } asked)
            links.Add(new(chain.RequestId, null, asked.Metadata.ReceivedAt, new(asked.Metadata.CausationId![RestPrefix.Length..], asked.Metadata.Actor)));
        return Sorted(links);
    }

    private string RequestId => $"request:{correlationId}";

    private string? CauseOf(RecordedEvent recorded)
    {
        var causation = recorded.Metadata.CausationId;
        if (IsOfRequest(recorded))
            return RequestId;
        if (causation is not null && known.Contains(causation))
            return causation;
        if (CallOf(recorded) is { } call && firstOfCall[call] != recorded)
        {
            var answer = recorded.Type is "call_answered" or "call_failed" ? AnswerTo(call) : null;
            var before = recorded.Type is not "call_sent" && sent.GetValueOrDefault(call) is { } sending && sending.Sequence < recorded.Sequence ? sending : firstOfCall[call];
            return answer is null ? Cause.IdOf(before.Sequence) : IdOf(answer);
        }

        // A message id may be used again on a connection: the time of receipt tells which of them it was.
        var requests = frames[causation].Where(f => f.Entry.Kind is JournalKind.Call or JournalKind.Handshake).ToArray();
        var frame = requests.FirstOrDefault(f => Math.Abs((f.Entry.At - recorded.Metadata.ReceivedAt).Ticks) < TimeSpan.TicksPerMillisecond) ?? requests.FirstOrDefault();
        return frame is null ? null : IdOf(frame);
    }

    private string? CauseOf(JournalRow row)
    {
        var entry = row.Entry;
        if (entry.RequestAt is { } requestAt)
            return frames[entry.CorrelationId].FirstOrDefault(f => f.Entry.At == requestAt && f.Entry.Kind is JournalKind.Call or JournalKind.Malformed) is { } request ? IdOf(request) : null;
        return entry.CorrelationId is { } id && entry.Direction == JournalDirection.Out && sent.TryGetValue(id, out var sending) ? Cause.IdOf(sending.Sequence) : null;
    }

    private JournalRow? AnswerTo(string call) =>
        frames[call].FirstOrDefault(f => f.Entry is { Direction: JournalDirection.In, Kind: JournalKind.Result or JournalKind.Error, RequestAt: not null });

    /// <summary>Depth first: what something caused comes before what its neighbour caused.</summary>
    private static List<ChainLinkView> Sorted(List<ChainLinkView> links)
    {
        var ids = links.Select(l => l.Id).ToHashSet();
        var effects = links.Where(l => l.Cause is not null && ids.Contains(l.Cause)).OrderBy(l => l.At).ToLookup(l => l.Cause!);
        var sorted = new List<ChainLinkView>(links.Count);
        foreach (var root in links.Where(l => l.Cause is null || !ids.Contains(l.Cause)).OrderBy(l => l.At))
            Follow(root);
        return sorted;

        void Follow(ChainLinkView link)
        {
            sorted.Add(link);
            foreach (var effect in effects[link.Id])
                Follow(effect);
        }
    }

    /// <summary>Whether the chain's request caused it; another one may have withdrawn its call.</summary>
    private bool IsOfRequest(RecordedEvent recorded) =>
        recorded.Metadata.CorrelationId == correlationId && recorded.Metadata.CausationId?.StartsWith(RestPrefix, StringComparison.Ordinal) == true;

    private static string IdOf(JournalRow row) => $"frame:{row.Id}";

    /// <summary>The call an event belongs to, as frames and events name it.</summary>
    private static string? CallOf(RecordedEvent recorded) => recorded.StreamId.StartsWith(Call.StreamType + "-", StringComparison.Ordinal)
        ? ConnectionJournal.CauseOfCall(recorded.StreamId[(Call.StreamType.Length + 1)..])
        : null;
}
