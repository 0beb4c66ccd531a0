namespace Csms.EventStore;

/// <summary>An event as it is stored.</summary>
/// <param name="Sequence">Place in the feed, 1-based, without gaps, in commit order.</param>
/// <param name="Version">Place in its stream, 1-based.</param>
/// <param name="Data">JSON object, UTF-8: as PostgreSQL prints the stored jsonb, or, where this node has just stored it, as it was appended. Members may be in
/// another order, and numbers spelled otherwise; it says the same.</param>
/// <param name="Timestamp">When it was recorded, by the database's clock.</param>
public sealed record RecordedEvent(
    long Sequence,
    Guid Id,
    string StreamId,
    long Version,
    string Type,
    ReadOnlyMemory<byte> Data,
    DateTimeOffset Timestamp,
    EventMetadata Metadata)
{
    private readonly Reading reading = new();

    /// <summary>What <see cref="Data"/> is read as; once for all who follow the feed on this node. All of them bring the same reader, and nobody changes what it
    /// returns.</summary>
    /// <param name="read">From the type and the JSON; null for a type that the reader does not know.</param>
    public object? ReadWith(Func<string, ReadOnlyMemory<byte>, object?> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        // Two at the same time both read, and keep the same.
        return Volatile.Read(ref reading.IsDone) ? reading.Result : reading.Keep(read(Type, Data));
    }

    /// <summary>No part of what the event is: two events are equal whoever has read them.</summary>
    private sealed class Reading : IEquatable<Reading>
    {
        public bool IsDone;

        public object? Result { get; private set; }

        public object? Keep(object? result)
        {
            Result = result;
            Volatile.Write(ref IsDone, true);
            return result;
        }

        public bool Equals(Reading? other) => true;

        public override bool Equals(object? obj) => obj is Reading;

        public override int GetHashCode() => 0;
    }
}

/// <summary>How far a stream is read: what was known at a moment.</summary>
/// <param name="Sequence">Not beyond this place in the feed.</param>
/// <param name="RecordedAt">Not recorded after this.</param>
public sealed record AsOf(long? Sequence = null, DateTimeOffset? RecordedAt = null);

/// <summary>What a stream folds to at a version. A cache: deleting all of them loses nothing.</summary>
/// <param name="SchemaVersion">Version of the state's shape; others are ignored.</param>
/// <param name="State">JSON, UTF-8.</param>
public sealed record StreamSnapshot(string StreamId, long Version, int SchemaVersion, ReadOnlyMemory<byte> State);
