using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore;

/// <summary>All events in commit order. Commits happen in the order of <c>seq_id</c>, so a page needs no high-water mark and no search for gaps.</summary>
internal sealed class Feed : IAsyncDisposable
{
    // No index leads to types. Where they are rare, PostgreSQL would say nothing until it has looked at the whole history, longer than a command may take.
    public const int Window = 100_000;

    private const int FewStreams = 100;

    private readonly NpgsqlDataSource dataSource;
    private readonly FeedSignal signal;
    private readonly FeedReader reader;

    public Feed(NpgsqlDataSource dataSource)
    {
        this.dataSource = dataSource;
        signal = new FeedSignal(dataSource);
        reader = new FeedReader(this, signal);
    }

    public async Task<long> ReadHeadAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT coalesce(max(seq_id), 0) FROM events.mt_events");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(
        long after, long upTo, int limit, IReadOnlyCollection<string>? types, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var page = new NpgsqlBatchCommand(types is null
            ? $"SELECT {EventRows.Columns} FROM events.mt_events WHERE seq_id > $1 AND seq_id <= $2 ORDER BY seq_id LIMIT $3"
            : $"SELECT {EventRows.Columns} FROM events.mt_events WHERE seq_id > $1 AND seq_id <= $2 AND type = ANY ($4) ORDER BY seq_id LIMIT $3");
        page.Parameters.AddWithValue(after);
        page.Parameters.AddWithValue(upTo);
        page.Parameters.AddWithValue(limit);
        if (types is not null)
            page.Parameters.Add(new() { Value = types.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(page, cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    /// <summary>Up to the head.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, IReadOnlyCollection<string>? types, CancellationToken cancellationToken)
    {
        if (types is null)
            return await ReadAsync(after, long.MaxValue, limit, null, cancellationToken);
        return (await LookThroughAsync(after, limit, types, int.MaxValue, cancellationToken)).Found;
    }

    public async Task<(IReadOnlyList<RecordedEvent> Found, long Reached)> LookThroughAsync(
        long after, int limit, IReadOnlyCollection<string> types, int windows, CancellationToken cancellationToken)
    {
        var head = await ReadHeadAsync(cancellationToken);
        var (found, position) = (new List<RecordedEvent>(), Math.Max(after, 0));
        for (var window = 0; window < windows && position < head; window++)
        {
            var upTo = Math.Min(head, position + Window);
            found.AddRange(await ReadAsync(position, upTo, limit - found.Count, types, cancellationToken));
            if (found.Count == limit)
                return (found, found[^1].Sequence);
            position = upTo;
        }

        return (found, position);
    }

    /// <summary>Of some streams only. Within a stream places rise with versions, which have no gaps: where the page begins is found by halving.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> ReadStreamsAsync(
        long after, long upTo, IReadOnlyCollection<string> streams, int limit, CancellationToken cancellationToken)
    {
        var names = streams.Distinct().ToArray();
        // A page of each would be much more than a page where they are many.
        if (names.Length > FewStreams)
        {
            await using var command = dataSource.CreateCommand(
                $"SELECT {EventRows.Columns} FROM events.mt_events WHERE seq_id > $1 AND seq_id <= $2 AND stream_id = ANY ($4) ORDER BY seq_id LIMIT $3");
            AddPage(command.Parameters);
            return await ReadAsync(command, cancellationToken);
        }

        var page = new NpgsqlBatchCommand($"""
            SELECT {EventRows.Columns} FROM unnest($4) AS s(stream), LATERAL (
                WITH RECURSIVE half(low, high) AS (
                    SELECT 0::bigint, (SELECT version FROM events.mt_streams WHERE id = s.stream)
                    UNION ALL
                    SELECT CASE WHEN m.seq_id <= $1 THEN m.version ELSE h.low END, CASE WHEN m.seq_id <= $1 THEN h.high ELSE m.version - 1 END
                    FROM half h JOIN events.mt_events m ON m.stream_id = s.stream AND m.version = (h.low + h.high + 1) / 2
                    WHERE h.low < h.high)
                SELECT coalesce((SELECT low FROM half WHERE low = high), 0) AS seen) begins, LATERAL (
                SELECT * FROM events.mt_events
                WHERE stream_id = s.stream AND version > begins.seen AND seq_id > $1 AND seq_id <= $2 ORDER BY version LIMIT $3) e
            ORDER BY seq_id LIMIT $3
            """);
        AddPage(page.Parameters);
        await using var reader = await dataSource.ReadInOrderOfTheIndexAsync(page, cancellationToken);
        return await ReadAsync(reader, cancellationToken);

        void AddPage(NpgsqlParameterCollection parameters)
        {
            parameters.AddWithValue(after);
            parameters.AddWithValue(upTo);
            parameters.AddWithValue(limit);
            parameters.Add(new() { Value = names, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        }
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"SELECT {EventRows.Columns} FROM events.mt_events WHERE seq_id = ANY ($1) ORDER BY seq_id");
        command.Parameters.AddWithValue(sequences.ToArray());
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadCorrelatedAsync(string correlationId, long first, long last, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"SELECT {EventRows.Columns} FROM events.mt_events WHERE seq_id BETWEEN $2 AND $3 AND correlation_id = $1 ORDER BY seq_id");
        command.Parameters.AddWithValue(correlationId);
        command.Parameters.AddWithValue(first);
        command.Parameters.AddWithValue(last);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Pages without end: from memory where this node has just read them for somebody, from the database where the follower is further behind. A
    /// database that is away is waited for.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RecordedEvent>> FollowAsync(
        long after, int pageSize, IReadOnlyCollection<string>? types, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = Math.Max(after, 0);
        var wanted = types?.ToHashSet(StringComparer.Ordinal);
        var backOff = new Reconnecting();
        using var follower = reader.Join(position);
        while (true)
        {
            var tail = await reader.TailAsync().AsTask().WaitAsync(cancellationToken);
            var isCovered = tail.Covers(position);
            // What comes while he reads from the database he will find in the tail.
            if (!isCovered)
                follower.Position = tail.Last;
            var (page, reached) = isCovered
                ? tail.Read(position, pageSize, wanted)
                : await TryReadAsync(position, Math.Min(tail.Last, position + Window), pageSize, wanted, cancellationToken);
            if (page is null)
            {
                await backOff.WaitAsync(cancellationToken);
                continue;
            }

            backOff.Reset();
            position = reached;
            if (isCovered)
                follower.Position = position;
            if (page.Count > 0)
                yield return page;
            if (position >= tail.Last)
                await tail.Gone.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The next page and the place up to which everything has been seen; no page when the database is away.</summary>
    private async Task<(IReadOnlyList<RecordedEvent>? Page, long Reached)> TryReadAsync(
        long position, long upTo, int pageSize, HashSet<string>? types, CancellationToken cancellationToken)
    {
        try
        {
            var page = await ReadAsync(position, upTo, pageSize, types, cancellationToken);
            return (page, page.Count == pageSize ? page[^1].Sequence : upTo);
        }
        catch (NpgsqlException)
        {
            return (null, position);
        }
    }

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync(reader, cancellationToken);
    }

    private static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var page = new List<RecordedEvent>();
        while (await reader.ReadAsync(cancellationToken))
            page.Add(EventRows.Read(reader));
        return page;
    }

    /// <summary>Whether anybody on this node follows the feed, or has.</summary>
    public bool IsFollowed => reader.IsRead;

    /// <summary>What this node has just stored: those who follow it here need not read it.</summary>
    public void Offer(RecordedEvent[] committed) => reader.Offer(committed);

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await signal.DisposeAsync();
    }
}
