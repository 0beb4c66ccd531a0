using Csms.EventStore;
using Npgsql;

namespace Csms.ReadModels;

/// <summary>Folds events into the tables of a read model. No clock, no randomness: times come from events, so that a rebuild gives the same rows.</summary>
public abstract class Projection
{
    /// <summary>Writes what a page of events says. The caller owns the transaction, the checkpoint and the search path.</summary>
    /// <param name="page">In order; may hold events that do not concern this projection.</param>
    public abstract Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken);

    /// <summary>The projection of the page that follows, while following. It may know what the feed has said so far; of tables it knows nothing, because a rebuild may
    /// have replaced them. Null: one is opened that knows nothing at all.</summary>
    public virtual Projection? Next() => null;

    /// <summary>Writes the rows that were kept in memory while loading; called before the indexes are made.</summary>
    public virtual Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes what was held back while loading; called once, when the indexes are there.</summary>
    public virtual Task FinishLoadingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>An event of the feed as its CLR record.</summary>
/// <param name="Sequence">Place in the feed.</param>
/// <param name="RecordedAt">When it was recorded, by the database's clock.</param>
/// <param name="Event">A record of Csms.Domain.</param>
/// <param name="Metadata">Who caused it, when and why. Null where that says nothing but that a frame came: in a rebuild, no event has it unless something
/// else set it off or its message was repaired, so nothing else may be folded of it.</param>
public sealed record FeedEvent(long Sequence, string StreamId, DateTimeOffset RecordedAt, object Event, EventMetadata? Metadata = null)
{
    /// <summary>What <see cref="Event"/> was read from: JSON, UTF-8.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>When the message came, by the server's clock. A rebuild knows it of events of transactions only; nothing else may fold it.</summary>
    public DateTimeOffset ReceivedAt { get; init; } = Metadata?.ReceivedAt ?? RecordedAt;

    /// <summary>What follows the stream's type, e.g. <c>CP001</c> of <c>charge-point-CP001</c>.</summary>
    internal string After(string prefix) => StreamId[prefix.Length..];
}
