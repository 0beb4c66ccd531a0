using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;

namespace Csms.EventStore;

/// <summary>The committer's own connection with the append function prepared on it.</summary>
internal sealed class AppendSession : IAsyncDisposable
{
    /// <summary>How long connecting or a commit may take before its callers are told that the database is away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>After this a connection may have died unnoticed, and finding out with a batch would fail the batch.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PatienceWithIdle = TimeSpan.FromSeconds(2);

    private const NpgsqlDbType TextArray = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType UuidArray = NpgsqlDbType.Array | NpgsqlDbType.Uuid;
    private const NpgsqlDbType IntegerArray = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    private const NpgsqlDbType BigintArray = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
    private const NpgsqlDbType JsonbArray = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;
    private Task unfinished = Task.CompletedTask;
    private long lastUse = Stopwatch.GetTimestamp();

    private readonly NpgsqlParameter<string[]> streams = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<string[]> streamTypes = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<long[]> expected = new() { NpgsqlDbType = BigintArray };
    private readonly NpgsqlParameter<int[]> eventCounts = new() { NpgsqlDbType = IntegerArray };
    private readonly NpgsqlParameter<int[]> eventAppends = new() { NpgsqlDbType = IntegerArray };
    private readonly NpgsqlParameter<long[]> eventPlaces = new() { NpgsqlDbType = BigintArray };
    private readonly NpgsqlParameter<string[]> eventStreams = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<long[]> eventVersions = new() { NpgsqlDbType = BigintArray };
    private readonly NpgsqlParameter<Guid[]> eventIds = new() { NpgsqlDbType = UuidArray };
    private readonly NpgsqlParameter<string[]> eventTypes = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<string[]> dotNetTypes = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> data = new() { NpgsqlDbType = JsonbArray };
    private readonly NpgsqlParameter<ReadOnlyMemory<byte>[]> headers = new() { NpgsqlDbType = JsonbArray };
    private readonly NpgsqlParameter<string?[]> correlations = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<string?[]> causations = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<int[]> aliasAppends = new() { NpgsqlDbType = IntegerArray };
    private readonly NpgsqlParameter<string[]> aliases = new() { NpgsqlDbType = TextArray };
    private readonly NpgsqlParameter<int[]> contentAppends = new() { NpgsqlDbType = IntegerArray };
    private readonly NpgsqlParameter<Guid[]> contentIds = new() { NpgsqlDbType = UuidArray };
    private readonly NpgsqlParameter<Guid?[]> subjects = new() { NpgsqlDbType = UuidArray };
    private readonly NpgsqlParameter<string[]> contents = new() { NpgsqlDbType = TextArray };

    private AppendSession(NpgsqlConnection connection)
    {
        this.connection = connection;
        command = new NpgsqlCommand(
            "SELECT accepted, actual, head, recorded FROM events.csms_append($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)",
            connection)
        {
            CommandTimeout = (int)Patience.TotalSeconds,
            Parameters =
            {
                streams, streamTypes, expected, eventCounts,
                eventAppends, eventPlaces, eventStreams, eventVersions, eventIds, eventTypes, dotNetTypes, data, headers, correlations, causations,
                aliasAppends, aliases, contentAppends, contentIds, subjects, contents,
            },
        };
    }

    /// <exception cref="NpgsqlException">No connection in time.</exception>
    public static async Task<AppendSession> ConnectAsync(NpgsqlDataSource dataSource)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            var session = new AppendSession(await dataSource.OpenConnectionAsync(deadline.Token));
            try
            {
                await session.SettleAsync(deadline.Token);
                await session.command.PrepareAsync(deadline.Token);
                return session;
            }
            catch
            {
                await session.DisposeAsync();
                throw;
            }
        }
        catch (OperationCanceledException late)
        {
            throw new NpgsqlException($"No connection to the database within {Patience.TotalSeconds:0} s.", new TimeoutException(late.Message, late));
        }
    }

    /// <summary>What the append function wants of its session. Said once: as settings of the function they would cost as much as the append of an event.</summary>
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        await using var settings = new NpgsqlCommand("SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET jit = off", connection);
        await settings.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether the connection works, as far as one can know; costs a round trip only after a pause.</summary>
    public async Task<bool> IsAliveAsync()
    {
        if (Stopwatch.GetElapsedTime(lastUse) < Idle)
            return true;
        try
        {
            await InTimeAsync(PingAsync(), PatienceWithIdle);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>Stores a batch in one round trip and one commit; the results are in the batch's order.</summary>
    /// <exception cref="NpgsqlException">No answer in time: whether it was committed, or will be, is unknown. The session is of no more use.</exception>
    public async Task<CommittedBatch> AppendAsync(List<PendingAppend> batch)
    {
        Bind(batch);
        var committed = await InTimeAsync(ExecuteAsync(batch), Patience);
        lastUse = Stopwatch.GetTimestamp();
        return committed;
    }

    /// <summary>Whether something is under way that nobody waits for any more. Disposing waits for it.</summary>
    public bool IsBusy => !unfinished.IsCompleted;

    public async ValueTask DisposeAsync()
    {
        await unfinished.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await command.DisposeAsync();
        await PooledSession.PutBackAsync(connection);
        await connection.DisposeAsync();
    }

    private async Task<CommittedBatch> ExecuteAsync(List<PendingAppend> batch)
    {
        var counts = batch.ConvertAll(pending => pending.Append.Events.Count);
        var results = new AppendResult[counts.Count];
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var accepted = reader.GetFieldValue<bool[]>(0);
        var actual = reader.GetFieldValue<long[]>(1);
        // Neither when nothing was stored.
        var (head, recordedAt) = reader.IsDBNull(2) ? (0, default) : (reader.GetInt64(2), reader.GetFieldValue<DateTimeOffset>(3));
        var sequence = head;
        for (var i = 0; i < results.Length; i++)
            results[i] = accepted[i] ? new AppendResult.Appended(actual[i] + counts[i], sequence += counts[i]) : new AppendResult.Conflict(actual[i]);
        // Only with the end of the results has PostgreSQL said that the transaction, which is the statement, is committed. Asked for, and not left to the reader's
        // disposal, so that whatever goes wrong until then is this batch's failure.
        await reader.NextResultAsync();
        return new CommittedBatch(results, head, recordedAt);
    }

    private async Task<int> PingAsync()
    {
        await using var ping = new NpgsqlCommand("SELECT 1", connection) { CommandTimeout = (int)PatienceWithIdle.TotalSeconds };
        return await ping.ExecuteNonQueryAsync();
    }

    /// <summary>Npgsql tries to cancel a command that is late before it says so, and waits for that as long as connecting may take. Callers are told at once.</summary>
    private async Task<T> InTimeAsync<T>(Task<T> work, TimeSpan patience)
    {
        try
        {
            return await work.WaitAsync(patience);
        }
        catch (TimeoutException late)
        {
            unfinished = work;
            throw new NpgsqlException($"No answer from the database within {patience.TotalSeconds:0} s.", late);
        }
    }

    private void Bind(List<PendingAppend> batch)
    {
        streams.TypedValue = Of(batch, append => append.StreamId);
        streamTypes.TypedValue = Of(batch, append => append.StreamType);
        expected.TypedValue = Of(batch, append => append.ExpectedVersion);
        eventCounts.TypedValue = Of(batch, append => append.Events.Count);
        BindEvents(batch, eventCounts.TypedValue.Sum());

        var named = Enumerable.Range(0, batch.Count).Where(i => batch[i].Append.Alias is not null).ToArray();
        aliasAppends.TypedValue = Array.ConvertAll(named, i => i + 1);
        aliases.TypedValue = Array.ConvertAll(named, i => batch[i].Append.Alias!);

        var erasable = batch.SelectMany((pending, i) => pending.Append.Contents.Select(content => (Place: i + 1, Content: content))).ToArray();
        contentAppends.TypedValue = Array.ConvertAll(erasable, each => each.Place);
        contentIds.TypedValue = Array.ConvertAll(erasable, each => each.Content.Id);
        subjects.TypedValue = Array.ConvertAll(erasable, each => each.Content.Subject);
        contents.TypedValue = Array.ConvertAll(erasable, each => each.Content.Content);
    }

    private void BindEvents(List<PendingAppend> batch, int count)
    {
        var (appends, places, streamIds, versions) = (new int[count], new long[count], new string[count], new long[count]);
        var (ids, types, clrTypes) = (new Guid[count], new string[count], new string[count]);
        var (bodies, metadata) = (new ReadOnlyMemory<byte>[count], new ReadOnlyMemory<byte>[count]);
        var (correlationIds, causationIds) = (new string?[count], new string?[count]);
        var e = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var append = batch[i].Append;
            for (var j = 0; j < append.Events.Count; j++, e++)
            {
                var newEvent = append.Events[j];
                (appends[e], places[e], streamIds[e], versions[e]) = (i + 1, e + 1, append.StreamId, append.ExpectedVersion + j + 1);
                (ids[e], types[e], clrTypes[e]) = (newEvent.Id, newEvent.Type, newEvent.DotNetType);
                (bodies[e], metadata[e]) = (newEvent.Data, batch[i].Headers[j]);
                (correlationIds[e], causationIds[e]) = (newEvent.Metadata.CorrelationId, newEvent.Metadata.CausationId);
            }
        }
        (eventAppends.TypedValue, eventPlaces.TypedValue, eventStreams.TypedValue, eventVersions.TypedValue) = (appends, places, streamIds, versions);
        (eventIds.TypedValue, eventTypes.TypedValue, dotNetTypes.TypedValue) = (ids, types, clrTypes);
        (data.TypedValue, headers.TypedValue) = (bodies, metadata);
        (correlations.TypedValue, causations.TypedValue) = (correlationIds, causationIds);
    }

    private static T[] Of<T>(List<PendingAppend> batch, Func<StreamAppend, T> value)
    {
        var values = new T[batch.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(batch[i].Append);
        return values;
    }
}
