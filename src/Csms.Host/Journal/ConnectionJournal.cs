using System.Globalization;
using Csms.EventStore.Journal;
using Ocpp.Protocol;

namespace Csms.Host.Journal;

/// <summary>Our CALL that a frame of the charge point answered.</summary>
/// <param name="Settled">Completes when what came of it is stored, or could not be at once.</param>
internal readonly record struct AnsweredCall(string Action, DateTimeOffset SentAt, Task Settled);

/// <summary>The journal of one connection: gives every frame its correlation, which is that of the events it causes or is caused by.</summary>
internal sealed class ConnectionJournal(WireJournal journal, string chargePointId, long epoch)
{
    private readonly string origin = string.Create(CultureInfo.InvariantCulture, $"ocpp:{chargePointId}/{epoch}/");

    /// <summary>Names a message of the charge point.</summary>
    // PostgreSQL's text holds no U+0000, JSON's does.
    public string CauseOf(string uniqueId) => origin + uniqueId.Replace('\0', '\uFFFD');

    /// <summary>Names one of our CALLs, whose message id is the call's id.</summary>
    public static string CauseOfCall(string uniqueId) => $"call:{uniqueId}";

    /// <returns>Where it lies, for its answer.</returns>
    public JournalPlace CallReceived(DateTimeOffset at, ReadOnlyMemory<byte> bytes, OcppFrame frame, string cause) =>
        journal.Record(Entry(at, JournalDirection.In, JournalKind.Call, bytes) with { Action = frame.Action, UniqueId = frame.UniqueId, CorrelationId = Correlation(frame.Action, cause) });

    /// <param name="call">What it answers; null when it is late or nobody asked.</param>
    public void AnswerReceived(DateTimeOffset at, ReadOnlyMemory<byte> bytes, OcppFrame frame, AnsweredCall? call) =>
        journal.Record(Entry(at, JournalDirection.In, frame.Type == MessageType.CallResult ? JournalKind.Result : JournalKind.Error, bytes) with
        {
            Action = call?.Action,
            UniqueId = frame.UniqueId,
            CorrelationId = call is not null || Guid.TryParseExact(frame.UniqueId, "D", out _) ? CauseOfCall(frame.UniqueId) : null,
            RequestAt = call?.SentAt,
        });

    /// <param name="size">Of what was on the wire; null when all of it is here.</param>
    public void MalformedReceived(DateTimeOffset at, ReadOnlyMemory<byte> bytes, string why, string? uniqueId = null, int? size = null)
    {
        var known = uniqueId is null or OcppError.UnreadableId || uniqueId.Length > OcppFrame.LongestUniqueId ? null : uniqueId;
        journal.Record(Entry(at, JournalDirection.In, JournalKind.Malformed, bytes) with
        {
            Size = size ?? bytes.Length,
            UniqueId = known,
            CorrelationId = known is null ? null : CauseOf(known),
            Detail = why,
        });
    }

    public void CallSent(DateTimeOffset at, ReadOnlyMemory<byte> bytes, string action, string uniqueId) =>
        journal.Record(Entry(at, JournalDirection.Out, JournalKind.Call, bytes) with { Action = action, UniqueId = uniqueId, CorrelationId = CauseOfCall(uniqueId) });

    /// <param name="answer">What is known of the answer but its bytes.</param>
    public void AnswerSent(DateTimeOffset at, ReadOnlyMemory<byte> bytes, in SentAnswer answer) =>
        journal.Record(Entry(at, JournalDirection.Out, answer.IsError ? JournalKind.Error : JournalKind.Result, bytes) with
        {
            Action = answer.Action,
            UniqueId = answer.UniqueId,
            CorrelationId = Correlation(answer.Action, answer.Cause),
            RequestAt = answer.RequestAt,
            FirstEvent = answer.Events?.First,
            LastEvent = answer.Events?.Last,
        }, answer.Request);

    // Nothing follows from a heartbeat, and they are most of what goes over the wire.
    private static string? Correlation(string? action, string? cause) => action == "Heartbeat" ? null : cause;

    private JournalEntry Entry(DateTimeOffset at, JournalDirection direction, JournalKind kind, ReadOnlyMemory<byte> bytes) =>
        new(at, direction, kind, bytes, bytes.Length) { ChargePointId = chargePointId, Epoch = epoch };
}

/// <summary>Our answer to a message of the charge point.</summary>
/// <param name="Request">Where the journal has the message.</param>
/// <param name="Events">The stretch of the feed that the events it caused lie in.</param>
internal readonly record struct SentAnswer(
    DateTimeOffset RequestAt, JournalPlace Request, string UniqueId, string? Cause, bool IsError, string? Action = null, (long First, long Last)? Events = null);
