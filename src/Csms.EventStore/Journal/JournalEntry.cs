namespace Csms.EventStore.Journal;

/// <summary>Which way a frame went.</summary>
public enum JournalDirection
{
    /// <summary>From the charge point.</summary>
    In,

    /// <summary>To the charge point.</summary>
    Out,
}

/// <summary>What a row of the journal is.</summary>
public enum JournalKind
{
    /// <summary>A request, of either side.</summary>
    Call,

    /// <summary>The answer to a request.</summary>
    Result,

    /// <summary>A CALLERROR.</summary>
    Error,

    /// <summary>What was no frame, or one of a type this version does not have, or too large.</summary>
    Malformed,

    /// <summary>How a connection was asked for; refused when there is a detail.</summary>
    Handshake,

    /// <summary>Frames that were not journalled.</summary>
    Gap,
}

/// <summary>A row for the journal, and a frame or handshake when it is read.</summary>
/// <param name="At">Wire time: read completely, or handed to the socket.</param>
/// <param name="Frame">The bytes that are kept.</param>
/// <param name="Size">How many there were on the wire.</param>
public readonly record struct JournalEntry(DateTimeOffset At, JournalDirection Direction, JournalKind Kind, ReadOnlyMemory<byte> Frame, int Size)
{
    /// <summary>Identity in the address; null where there is none.</summary>
    public string? ChargePointId { get; init; }

    /// <summary>Number of the connection; null for a refused handshake.</summary>
    public long? Epoch { get; init; }

    /// <summary>OCPP's name; of an answer that of its request.</summary>
    public string? Action { get; init; }

    /// <summary>OCPP's message id.</summary>
    public string? UniqueId { get; init; }

    /// <summary>What the events of the same cause carry as correlation or causation id.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>Of an answer: <see cref="At"/> of the request that it answers.</summary>
    public DateTimeOffset? RequestAt { get; init; }

    /// <summary>Of our answer, or of a request with its <see cref="Answer"/>: the first event that the request caused.</summary>
    public long? FirstEvent { get; init; }

    /// <summary>Of our answer, or of a request with its <see cref="Answer"/>: the last event that the request caused.</summary>
    public long? LastEvent { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether a secret in it was replaced.</summary>
    public bool SecretWithheld { get; init; }

    /// <summary>Of a request that is answered when it is written: the answer, which shares its row. It is read as a row of its own.</summary>
    public AnswerEntry? Answer { get; init; }

    /// <summary>Whether an answer of this time may share this request's row: readers look no further.</summary>
    public bool MayHold(DateTimeOffset answerAt) => Kind == JournalKind.Call && answerAt >= At && answerAt - At < AnswerEntry.Latest;
}

/// <summary>An answer in its request's row.</summary>
/// <param name="At">Wire time, less than <see cref="Latest"/> after the request's.</param>
/// <param name="IsError">Whether it is a CALLERROR.</param>
/// <param name="Frame">The bytes that are kept.</param>
/// <param name="Size">How many there were on the wire.</param>
public readonly record struct AnswerEntry(DateTimeOffset At, bool IsError, ReadOnlyMemory<byte> Frame, int Size)
{
    /// <summary>An answer that took longer has a row of its own.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromSeconds(1);

    /// <summary>Whether a secret in it was replaced.</summary>
    public bool SecretWithheld { get; init; }
}
