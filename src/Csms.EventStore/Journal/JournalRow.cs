namespace Csms.EventStore.Journal;

/// <summary>A row of the journal as it is read.</summary>
/// <param name="Id">In the order of writing.</param>
/// <param name="Entry">What was written.</param>
/// <param name="Node">Who wrote it.</param>
/// <param name="PersonErased">Whether what named a person was replaced later.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Answer">Of a request: its answer, if one came so far.</param>
public sealed record JournalRow(long Id, JournalEntry Entry, string Node, bool PersonErased, JournalOutcome Outcome, JournalAnswer? Answer)
{
    /// <summary>Place in a list.</summary>
    public JournalPosition Position => new(Entry.At, Id);
}

/// <summary>The answer to a request.</summary>
/// <param name="Id">Of its row.</param>
/// <param name="At">Wire time.</param>
public sealed record JournalAnswer(long Id, DateTimeOffset At);

/// <summary>A place in the journal's order.</summary>
public readonly record struct JournalPosition(DateTimeOffset At, long Id);

/// <summary>How a frame or a handshake went.</summary>
public enum JournalOutcome
{
    /// <summary>Answered with a CALLRESULT.</summary>
    Ok,

    /// <summary>Answered with a CALLERROR.</summary>
    CallError,

    /// <summary>A request without an answer so far.</summary>
    NoAnswer,

    /// <summary>An answer to nothing: late, or never asked for.</summary>
    Unasked,

    /// <summary>Not a frame.</summary>
    Malformed,

    /// <summary>A handshake that was let in.</summary>
    Accepted,

    /// <summary>A handshake that was turned away.</summary>
    Refused,

    /// <summary>Frames that were not journalled.</summary>
    Lost,
}

/// <summary>Which rows are wanted; null is any.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
public sealed record JournalFilter(
    string? ChargePointId = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    string? Action = null,
    JournalDirection? Direction = null,
    JournalOutcome? Outcome = null,
    string? UniqueId = null,
    string? CorrelationId = null)
{
    /// <summary>Whether it asks for nothing but a time and a charge point, of whose frames some may be among those that were not journalled.</summary>
    internal bool ShowsGaps => this is { Action: null, Direction: null, Outcome: null, UniqueId: null, CorrelationId: null };
}
