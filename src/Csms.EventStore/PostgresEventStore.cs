using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore;

/// <summary>Streams of events in PostgreSQL: appended by group commit, read by stream or as one feed in commit order. Safe for use by many threads.</summary>
public sealed class PostgresEventStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource dataSource;
    private readonly AppendCommitter committer;
    private readonly Feed feed;

    /// <summary>A store over this database; the schema must be there (<see cref="Migrations"/>). It keeps one connection for appends and, once the feed
    /// is followed, one for notifications; the data source stays the caller's to dispose of, after the store.</summary>
    /// <param name="dataSource">Its user may read and append events.</param>
    /// <param name="meters">Whose instruments tell of batches and commits; left out where nobody listens.</param>
    public PostgresEventStore(NpgsqlDataSource dataSource, IMeterFactory? meters = null)
    {
        this.dataSource = dataSource;
        feed = new Feed(dataSource);
        committer = new AppendCommitter(dataSource, feed, meters);
    }

    /// <summary>Stores events at the end of a stream. Completes after the commit and never before.</summary>
    /// <param name="append">What to store.</param>
    /// <param name="cancellationToken">Takes the append back while it waits for its turn. Once it is on its way to the database, the caller is told what became of it.</param>
    /// <returns><see cref="AppendResult.Appended"/>, or <see cref="AppendResult.Conflict"/> when the stream is not at the expected version or an alias is taken;
    /// a conflict fails this append alone.</returns>
    /// <exception cref="NpgsqlException">The database is away; whether the append was stored is unknown, since the connection may be lost after the commit and before
    /// its acknowledgement. Ask again by content: read the stream, and append again if the fact is not there. An append that was stored after all shows as a
    /// conflict, never as a second event.</exception>
    /// <exception cref="ArgumentException">PostgreSQL cannot store this, e.g. data that is not a JSON object or contains U+0000; fails this append alone.</exception>
    /// <exception cref="ObjectDisposedException">The store is closing.</exception>
    public Task<AppendResult> AppendAsync(StreamAppend append, CancellationToken cancellationToken) => committer.AppendAsync(append, cancellationToken);

    /// <summary>A stream forward, oldest first, row by row as they arrive; a stream that does not exist is empty. To the end: PostgreSQL sends all of it even to
    /// whoever stops before.</summary>
    public async IAsyncEnumerable<RecordedEvent> ReadStreamAsync(
        string streamId, [EnumeratorCancellation] CancellationToken cancellationToken, long afterVersion = 0, AsOf? asOf = null)
    {
        await using var command = dataSource.CreateCommand(
            $"SELECT {EventRows.Columns} FROM events.mt_events WHERE stream_id = $1 AND version > $2 AND seq_id <= $3 AND timestamp <= $4 ORDER BY version");
        AddStream(command.Parameters, streamId, afterVersion, asOf);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            yield return EventRows.Read(reader);
    }

    /// <summary>A page of a stream, oldest first; looks at no more of it, however long it is.</summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadPageOfStreamAsync(
        string streamId, long afterVersion, int limit, AsOf? asOf, CancellationToken cancellationToken) =>
        ReadPageAsync("version > $2", "version", streamId, afterVersion, limit, asOf, cancellationToken);

    /// <summary>A page of a stream, newest first; looks at no more of it but what came after <paramref name="asOf"/>.</summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadNewestOfStreamAsync(
        string streamId, long beforeVersion, int limit, AsOf? asOf, CancellationToken cancellationToken) =>
        ReadPageAsync("version < $2", "version DESC", streamId, beforeVersion, limit, asOf, cancellationToken);

    private async Task<IReadOnlyList<RecordedEvent>> ReadPageAsync(
        string where, string order, string streamId, long version, int limit, AsOf? asOf, CancellationToken cancellationToken)
    {
        var page = new NpgsqlBatchCommand(
            $"SELECT {EventRows.Columns} FROM events.mt_events WHERE stream_id = $1 AND {where} AND seq_id <= $3 AND timestamp <= $4 ORDER BY {order} LIMIT $5");
        AddStream(page.Parameters, streamId, version, asOf);
        page.Parameters.AddWithValue(limit);
        var events = new List<RecordedEvent>();
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(page, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            events.Add(EventRows.Read(reader));
        return events;
    }

    private static void AddStream(NpgsqlParameterCollection parameters, string streamId, long version, AsOf? asOf)
    {
        parameters.AddWithValue(NpgsqlDbType.Varchar, streamId);
        parameters.AddWithValue(version);
        parameters.AddWithValue(asOf?.Sequence ?? long.MaxValue);
        parameters.AddWithValue(NpgsqlDbType.TimestampTz, EndOfTime(asOf?.RecordedAt));
    }

    /// <summary>Several streams at once, by name, each oldest first; one that does not exist is empty.</summary>
    public async Task<ILookup<string, RecordedEvent>> ReadStreamsAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {EventRows.Columns} FROM events.mt_events WHERE stream_id = ANY ($1) ORDER BY stream_id, version");
        command.Parameters.Add(new() { Value = streamIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            events.Add(EventRows.Read(reader));
        return events.ToLookup(recorded => recorded.StreamId);
    }

    /// <summary>The last event of a stream before a place in the feed that is of one of these types, or null.</summary>
    public async Task<RecordedEvent?> FindLastAsync(string streamId, long beforeSequence, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        var last = new NpgsqlBatchCommand(
            $"SELECT {EventRows.Columns} FROM events.mt_events WHERE stream_id = $1 AND seq_id < $2 AND type = ANY ($3) ORDER BY version DESC LIMIT 1");
        last.Parameters.Add(new() { Value = streamId, NpgsqlDbType = NpgsqlDbType.Varchar });
        last.Parameters.AddWithValue(beforeSequence);
        last.Parameters.Add(new() { Value = types.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(last, cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? EventRows.Read(reader) : null;
    }

    /// <summary>Those of these streams that there are.</summary>
    public async Task<IReadOnlyList<string>> ListExistingAsync(IReadOnlyCollection<string> streamIds, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT id FROM events.mt_streams WHERE id = ANY ($1) ORDER BY id COLLATE \"C\"");
        command.Parameters.Add(new() { Value = streamIds.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        var existing = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            existing.Add(reader.GetString(0));
        return existing;
    }

    /// <summary>The stream that has this alias, or null.</summary>
    public async Task<string?> FindStreamAsync(string alias, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT stream_id FROM events.csms_stream_aliases WHERE alias = $1");
        command.Parameters.AddWithValue(alias);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>All events after a sequence number, in commit order, without gaps: whoever has seen n has seen everything before n.</summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadFeedAsync(
        long afterSequence, int limit, CancellationToken cancellationToken, IReadOnlyCollection<string>? types = null) =>
        feed.ReadAsync(afterSequence, limit, types, cancellationToken);

    /// <summary>Events of some types after a sequence number, as far as a million events hold any: no index leads to types.</summary>
    /// <returns>What was found, and the place up to which there is no more of it.</returns>
    public Task<(IReadOnlyList<RecordedEvent> Found, long Reached)> LookThroughFeedAsync(
        long afterSequence, int limit, IReadOnlyCollection<string> types, CancellationToken cancellationToken) =>
        feed.LookThroughAsync(afterSequence, limit, types, windows: 10, cancellationToken);

    /// <summary>A page of a stretch of the feed, in commit order, perhaps of some streams only.</summary>
    /// <param name="afterSequence">Begin behind this place.</param>
    /// <param name="upTo">Last sequence number of the stretch.</param>
    /// <param name="streams">Only events of these streams; of all when null.</param>
    /// <param name="limit">Most events of the page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<IReadOnlyList<RecordedEvent>> ReadStretchAsync(
        long afterSequence, long upTo, IReadOnlyCollection<string>? streams, int limit, CancellationToken cancellationToken) =>
        streams is null ? feed.ReadAsync(afterSequence, upTo, limit, null, cancellationToken) : feed.ReadStreamsAsync(afterSequence, upTo, streams, limit, cancellationToken);

    /// <summary>The feed after a sequence number, without end: pages as they come, never empty, woken by NOTIFY over a slow poll. A database that is away is
    /// waited for; the end is <see cref="OperationCanceledException"/>.</summary>
    public IAsyncEnumerable<IReadOnlyList<RecordedEvent>> FollowFeedAsync(
        long afterSequence, int pageSize, CancellationToken cancellationToken, IReadOnlyCollection<string>? types = null) =>
        feed.FollowAsync(afterSequence, pageSize, types, cancellationToken);

    /// <summary>Of each of these stretches the events of some types; oldest first.</summary>
    /// <param name="stretches">Of these streams, then.</param>
    /// <param name="types">Of these types only, and so are those around a stretch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<IReadOnlyList<RecordedEvent>>> ReadStretchesOfStreamsAsync(
        IReadOnlyList<StretchOfStream> stretches, IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        // Where it ends is a version, which the index stops at: what was recorded since is not looked at.
        var query = new NpgsqlBatchCommand($"""
            SELECT e.*, s.place FROM unnest($1, $2, $3, $4, $5) WITH ORDINALITY AS s(stream, since, until, before, after, place), LATERAL (
                SELECT coalesce((
                    SELECT version FROM events.mt_events WHERE stream_id = s.stream AND type = ANY ($6) AND timestamp < s.since
                    ORDER BY version DESC OFFSET s.before LIMIT 1), 0) AS last OFFSET 0) earlier, LATERAL (
                SELECT coalesce((
                    SELECT version FROM events.mt_events WHERE stream_id = s.stream AND type = ANY ($6) AND version > earlier.last AND timestamp > s.until
                    ORDER BY version OFFSET s.after LIMIT 1), {long.MaxValue}) AS first OFFSET 0) later, LATERAL (
                SELECT {EventRows.Columns} FROM events.mt_events
                WHERE stream_id = s.stream AND type = ANY ($6) AND version > earlier.last AND version < later.first) e
            ORDER BY s.place, e.version
            """);
        query.Parameters.Add(new() { Value = stretches.Select(stretch => stretch.StreamId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        query.Parameters.Add(new() { Value = stretches.Select(stretch => stretch.From.ToUniversalTime()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        query.Parameters.Add(new() { Value = stretches.Select(stretch => EndOfTime(stretch.Until)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        query.Parameters.AddWithValue(stretches.Select(stretch => stretch.Before).ToArray());
        query.Parameters.AddWithValue(stretches.Select(stretch => stretch.After).ToArray());
        query.Parameters.Add(new() { Value = types.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        var found = stretches.Select(_ => new List<RecordedEvent>()).ToArray();
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(query, cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found[reader.GetInt64(EventRows.Count) - 1].Add(EventRows.Read(reader));
        return found;
    }

    /// <summary>Sequence number of the newest event; 0 when there is none.</summary>
    public Task<long> ReadHeadAsync(CancellationToken cancellationToken) => feed.ReadHeadAsync(cancellationToken);

    /// <summary>Erasable content by its key, or null when it was erased.</summary>
    public async Task<string?> ReadContentAsync(Guid contentId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT content FROM events.csms_contents WHERE id = $1");
        command.Parameters.AddWithValue(contentId);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Erases content; events that name it stay as they are. Content that is not there is erased already.</summary>
    public async Task EraseContentAsync(Guid contentId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("DELETE FROM events.csms_contents WHERE id = $1");
        command.Parameters.AddWithValue(contentId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The events with these sequence numbers, in order; numbers of nothing are passed over.</summary>
    public Task<IReadOnlyList<RecordedEvent>> ReadEventsAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken) =>
        feed.ReadAsync(sequences, cancellationToken);

    /// <summary>The events of a stretch of the feed that carry this correlation id; a stretch, because no index leads from the id to its events.</summary>
    /// <param name="correlationId">As their metadata has it.</param>
    /// <param name="first">First sequence number of the stretch.</param>
    /// <param name="last">Last sequence number of the stretch.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<IReadOnlyList<RecordedEvent>> ReadCorrelatedAsync(string correlationId, long first, long last, CancellationToken cancellationToken) =>
        feed.ReadCorrelatedAsync(correlationId, first, last, cancellationToken);

    /// <summary>Stores what a stream folds to at a version; a cache, never the truth. An older version than the one that is there is ignored; of the same one, the
    /// last word counts, for the first may be unreadable.</summary>
    public async Task SaveSnapshotAsync(StreamSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("""
            INSERT INTO events.csms_snapshots AS s (stream_id, schema_version, version, state) VALUES ($1, $2, $3, $4)
            ON CONFLICT (stream_id, schema_version) DO UPDATE SET version = EXCLUDED.version, state = EXCLUDED.state, saved_at = now()
            WHERE EXCLUDED.version >= s.version
            """);
        command.Parameters.AddWithValue(snapshot.StreamId);
        command.Parameters.AddWithValue(snapshot.SchemaVersion);
        command.Parameters.AddWithValue(snapshot.Version);
        command.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = snapshot.State, NpgsqlDbType = NpgsqlDbType.Json });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest snapshot of a stream that was written with this schema version, or null.</summary>
    public async Task<StreamSnapshot?> ReadSnapshotAsync(string streamId, int schemaVersion, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT version, state FROM events.csms_snapshots WHERE stream_id = $1 AND schema_version = $2");
        command.Parameters.AddWithValue(NpgsqlDbType.Varchar, streamId);
        command.Parameters.AddWithValue(schemaVersion);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StreamSnapshot(streamId, reader.GetInt64(0), schemaVersion, reader.GetFieldValue<byte[]>(1))
            : null;
    }

    /// <summary>Takes no more appends, commits those it has taken, and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await committer.DisposeAsync();
        await feed.DisposeAsync();
    }

    // DateTime.MaxValue is PostgreSQL's infinity.
    private static DateTime EndOfTime(DateTimeOffset? until) => until?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
}
