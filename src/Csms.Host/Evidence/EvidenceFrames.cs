using System.Text;
using System.Text.Json;
using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.EventStore.Journal;
using Csms.Host.Api.Journal;
using Csms.Host.Journal;

namespace Csms.Host.Evidence;

/// <summary>A line of <c>frames.ndjson</c>.</summary>
/// <param name="Events">Sequences of the events in the bundle that it caused, or that caused it.</param>
internal sealed record EvidenceFrame(IReadOnlyList<long> Events, JournalFrameView Frame);

/// <summary>The last line of <c>frames.ndjson</c>.</summary>
/// <param name="Frames">How many lines are before it.</param>
/// <param name="Missing">Messages that events of the bundle came from, or became, and that the journal does not have.</param>
internal sealed record EvidenceFramesEnd(long Frames, IReadOnlyList<string> Missing, string? Note)
{
    public static EvidenceFramesEnd Of(long frames, IReadOnlyList<string> missing) => new(
        frames,
        missing,
        missing.Count == 0
            ? null
            : "The journal no longer has these messages: it keeps frames for a limited time, and may lose the last second before a failure. The events they led to are complete.");
}

/// <summary>Which frames belong to which events: by the id of a message and the time of its receipt, since charge points use ids again.</summary>
internal sealed class FrameLinks
{
    private const string OfConnection = "ocpp:";
    private readonly Dictionary<string, List<RecordedEvent>> byCause = [];
    private readonly HashSet<string> found = [];

    public FrameLinks(IEnumerable<RecordedEvent> events)
    {
        foreach (var recorded in events)
        {
            if (CauseOf(recorded) is not { } cause)
                continue;
            if (!byCause.TryGetValue(cause, out var caused))
                byCause[cause] = caused = [];
            caused.Add(recorded);
        }
    }

    /// <summary>Messages in the order of their first event.</summary>
    public IReadOnlyCollection<string> Causes => byCause.Keys;

    /// <summary>Those that no frame was seen of. A call that was never sent has none.</summary>
    public IReadOnlyList<string> Missing =>
        [.. byCause.Where(c => !found.Contains(c.Key) && (IsOfConnection(c.Key) || c.Value.Exists(e => e.Type == "call_sent"))).Select(c => c.Key)];

    /// <summary>Empty: the frame has nothing to do with these events.</summary>
    public IReadOnlyList<long> Find(string? cause, DateTimeOffset at, DateTimeOffset? requestAt)
    {
        if (cause is null || !byCause.TryGetValue(cause, out var caused))
            return [];
        long[] linked = [.. caused.Where(e => !IsMessage(cause) || IsNear(e.Metadata.ReceivedAt, requestAt ?? at)).Select(e => e.Sequence)];
        if (linked.Length > 0)
            found.Add(cause);
        return linked;
    }

    // ocpp:{charge point}/{connection} is the handshake, and ocpp:{charge point}/{connection}/{id} a message.
    private static bool IsOfConnection(string cause) => cause.StartsWith(OfConnection, StringComparison.Ordinal);

    private static bool IsMessage(string cause) => IsOfConnection(cause) && cause.Count(c => c == '/') > 1;

    // Mostly to the microsecond; what an Authorize was answered is recorded afterwards.
    private static bool IsNear(DateTimeOffset received, DateTimeOffset onTheWire) => (received - onTheWire).Duration() < TimeSpan.FromSeconds(10);

    private static string? CauseOf(RecordedEvent recorded) =>
        recorded.StreamId.StartsWith(Call.StreamType + "-", StringComparison.Ordinal) ? ConnectionJournal.CauseOfCall(recorded.StreamId[(Call.StreamType.Length + 1)..])
        : recorded.Metadata.CausationId is { } cause && IsOfConnection(cause) ? cause
        : null;
}

/// <summary>Reads and writes <c>frames.ndjson</c>.</summary>
internal static class EvidenceFrames
{
    private const int CausesAtOnce = 200;
    private const int MostOfCauses = 100_000;

    /// <summary>As the journal shows frames to whoever does not ask for names: secrets, idTags and signed records are withheld.</summary>
    public static async Task<EvidenceFramesEnd> WriteAsync(Stream output, JournalQueries journal, FrameLinks links, CancellationToken cancellationToken)
    {
        var written = 0L;
        foreach (var causes in links.Causes.Chunk(CausesAtOnce))
        {
            foreach (var row in await journal.ListCorrelatedAsync(causes, MostOfCauses, cancellationToken))
            {
                if (links.Find(row.Entry.CorrelationId, row.Entry.At, row.Entry.RequestAt) is not { Count: > 0 } events)
                    continue;
                await output.WriteAsync(EvidenceJson.Line(new EvidenceFrame(events, JournalFrameView.Of(row, showIdTags: false))), cancellationToken);
                written++;
            }
        }

        var end = EvidenceFramesEnd.Of(written, links.Missing);
        await output.WriteAsync(EvidenceJson.Line(end), cancellationToken);
        return end;
    }

    /// <summary>The last line, and what is wrong with the frames if anything is. They are not sealed: it is checked that they and the events say the same
    /// about one another.</summary>
    public static async Task<(EvidenceFramesEnd? End, string? Wrong)> VerifyAsync(Stream file, FrameLinks links, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(file);
        var (count, end) = (0L, (EvidenceFramesEnd?)null);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (end is not null)
                return (null, "something follows the last line");
            try
            {
                var utf8 = Encoding.UTF8.GetBytes(line);
                if (!line.StartsWith("{\"events\":", StringComparison.Ordinal))
                    end = EvidenceJson.Read<EvidenceFramesEnd>(utf8);
                else if (EvidenceJson.Read<EvidenceFrame>(utf8) is not { Events: not null, Frame: not null } frame)
                    return (null, FormattableString.Invariant($"line {count + 1} is no frame"));
                else if (FindWrong(frame, links) is { } wrong)
                    return (null, wrong);
                else
                    count++;
            }
            catch (JsonException)
            {
                return (null, FormattableString.Invariant($"line {count + 1} is no frame"));
            }
        }

        if (end is not { Missing: not null })
            return (null, "the last line is missing");
        // Of a record with a list, equality is that of the reference.
        var isComplete = end == EvidenceFramesEnd.Of(count, end.Missing) && end.Missing.SequenceEqual(links.Missing);
        return (end, isComplete ? null : "frames are missing that the last line does not name");
    }

    private static string? FindWrong(EvidenceFrame line, FrameLinks links)
    {
        var frame = line.Frame;
        if (line.Events.Count == 0 || !links.Find(frame.CorrelationId, frame.At, frame.RequestAt).SequenceEqual(line.Events))
            return FormattableString.Invariant($"frame {frame.Id} ({frame.Action}) does not belong to the events {string.Join(", ", line.Events)} that it names");
        return frame.Frame is { } text && !IsWhatItSays(text, frame)
            ? FormattableString.Invariant($"frame {frame.Id} is another message than the {frame.Action} {frame.UniqueId} that its line says")
            : null;
    }

    /// <summary>[2, id, action, …], [3, id, …]: what does not begin like this was malformed, and is shown as it was.</summary>
    private static bool IsWhatItSays(string text, JournalFrameView frame)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind != JsonValueKind.Array
                || json.RootElement.GetArrayLength() < 2
                || ((json.RootElement[1].ValueKind != JsonValueKind.String || json.RootElement[1].GetString() == frame.UniqueId)
                    && (frame.Kind != JournalKind.Call || json.RootElement.GetArrayLength() < 3 || json.RootElement[2].ToString() == frame.Action));
        }
        catch (JsonException)
        {
            return true;
        }
    }
}
