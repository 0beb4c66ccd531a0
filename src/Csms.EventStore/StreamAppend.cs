namespace Csms.EventStore;

/// <summary>Events for the end of one stream, and what is stored with them in the same commit.</summary>
/// <param name="StreamId">E.g. <c>transaction-0b6c…</c>.</param>
/// <param name="StreamType">Short name of the aggregate, e.g. <c>transaction</c>; stored when the stream is new.</param>
/// <param name="ExpectedVersion">Version the stream must have; 0 for a stream that must not exist.</param>
/// <param name="Events">At least one.</param>
public sealed record StreamAppend(string StreamId, string StreamType, long ExpectedVersion, IReadOnlyList<NewEvent> Events)
{
    /// <summary>A second, unique name by which the stream can be found, e.g. <c>transaction/4711</c>. Never personal.</summary>
    public string? Alias { get; init; }

    /// <summary>Under overload it is stored before what is not urgent. Either all appends of a stream are urgent or none: they would overtake one another.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>Nobody notices a few milliseconds: while others commit as well it waits for company, unless somebody comes who does not wait. It keeps its place.</summary>
    public bool CanWait { get; init; }

    /// <summary>Content that must be erasable and therefore lies beside the events that name it.</summary>
    public IReadOnlyList<ErasableContent> Contents { get; init; } = [];
}

/// <summary>An event to store.</summary>
/// <param name="Id">Unique; a version 7 UUID.</param>
/// <param name="Type">Stored name, snake_case, e.g. <c>transaction_started</c>: a storage format for ever.</param>
/// <param name="DotNetType"><c>Full.Type.Name, Assembly</c>, as Marten writes it.</param>
/// <param name="Data">JSON object, UTF-8.</param>
/// <param name="Metadata">Who, when and why.</param>
public sealed record NewEvent(Guid Id, string Type, string DotNetType, ReadOnlyMemory<byte> Data, EventMetadata Metadata);

/// <summary>Who caused an event, when and why. Stored in <c>headers</c>, <c>correlation_id</c> and <c>causation_id</c>.</summary>
/// <param name="Actor">E.g. <c>charge-point:CP001</c>, <c>key:admin</c>, <c>system</c>.</param>
/// <param name="ReceivedAt">When this node received what caused it.</param>
/// <param name="DeviceTime">The charge point's clock, where the message carries one.</param>
/// <param name="CorrelationId">Common to everything that one request or frame set off.</param>
/// <param name="CausationId">What directly caused it: the OCPP message id or the command.</param>
/// <param name="Repairs">Numbers of the rules by which the message was repaired, e.g. <c>Q07</c>.</param>
public sealed record EventMetadata(
    string Actor,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? DeviceTime = null,
    string? CorrelationId = null,
    string? CausationId = null,
    IReadOnlyList<string>? Repairs = null);

/// <summary>Content that may name a person or hold a secret; events refer to it by <paramref name="Id"/>.</summary>
/// <param name="Subject">Whose it is, for erasure: a token id, or null.</param>
/// <param name="Content">Verbatim.</param>
public sealed record ErasableContent(Guid Id, Guid? Subject, string Content);

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Stored and committed.</summary>
    /// <param name="Version">Version of the stream now.</param>
    /// <param name="LastSequence">Sequence number of the last event stored.</param>
    public sealed record Appended(long Version, long LastSequence) : AppendResult;

    /// <summary>Refused: the stream is at <paramref name="ActualVersion"/>, or the alias names another stream.</summary>
    public sealed record Conflict(long ActualVersion) : AppendResult;
}
