using Npgsql;

namespace Csms.EventStore;

/// <summary>Streams of events in PostgreSQL: appended by group commit, read by stream or as one feed in commit order. Safe for use by many threads.</summary>
public sealed class PostgresEventStore : IAsyncDisposable
{
    /// <summary>A store over this database; the schema must be there (<see cref="Migrations"/>).</summary>
    public PostgresEventStore(NpgsqlDataSource dataSource) => _ = dataSource;// throw new NotImplementedException();

    /// <summary>Stores events at the end of a stream. Completes after the commit and never before.</summary>
    /// <returns><see cref="AppendResult.Appended"/>, or <see cref="AppendResult.Conflict"/> when the stream is not at the expected version or an alias is taken;
    /// a conflict fails this append alone.</returns>
    /// <exception cref="NpgsqlException">The database is away; whether the append was stored is unknown (ask again by content).</exception>
    public Task<AppendResult> AppendAsync(StreamAppend append, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>A stream forward, oldest first.</summary>
    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string streamId, CancellationToken cancellationToken, long afterVersion = 0, AsOf? asOf = null) => throw new NotImplementedException();

    /// <summary>The stream that has this alias, or null.</summary>
    public Task<string?> FindStreamAsync(string alias, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>All events after a sequence number, in commit order, without gaps: whoever has seen n has seen everything before n.</summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadFeedAsync(long afterSequence, int limit, CancellationToken cancellationToken, IReadOnlyCollection<string>? types = null) => throw new NotImplementedException();

    /// <summary>The feed after a sequence number, without end: pages as they come, woken by NOTIFY over a slow poll.</summary>
    public IAsyncEnumerable<IReadOnlyList<RecordedEvent>> FollowFeedAsync(long afterSequence, int pageSize, CancellationToken cancellationToken, IReadOnlyCollection<string>? types = null) => throw new NotImplementedException();

    /// <summary>Sequence number of the newest event; 0 when there is none.</summary>
    public Task<long> ReadHeadAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Erasable content by its key, or null when it was erased.</summary>
    public Task<string?> ReadContentAsync(Guid contentId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Erases content; events that name it stay as they are.</summary>
    public Task EraseContentAsync(Guid contentId, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Stores what a stream folds to at a version; a cache, never the truth.</summary>
    public Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>The newest snapshot of a stream that was written with this schema version, or null.</summary>
    public Task<StreamSnapshot?> ReadSnapshotAsync(string streamId, int schemaVersion, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
