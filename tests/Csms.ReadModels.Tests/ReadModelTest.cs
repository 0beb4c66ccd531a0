using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain;
using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Csms.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Csms.ReadModels.Tests;

/// <summary>A database with the event store's tables and empty read models for each test.</summary>
public abstract class ReadModelTest : IAsyncLifetime
{
    protected static readonly DateTimeOffset Noon = new(2025, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Dictionary<string, long> versions = [];
    private TestDatabase database = null!;
    private long sequence;

    internal NpgsqlDataSource DataSource => database.DataSource;

    internal string ConnectionString => database.ConnectionString;

    internal PostgresEventStore Store { get; private set; } = null!;

    public virtual async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        Store = new PostgresEventStore(DataSource);
        await ReadModelSchema.CreateAsync(DataSource, CancellationToken.None);
    }

    public virtual async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await database.DisposeAsync();
    }

    /// <summary>Records events at the end of a stream.</summary>
    internal async Task<long> RecordAsync(string streamId, params object[] events)
    {
        var version = versions.GetValueOrDefault(streamId);
        var appended = (await Store.AppendAsync(
            new(streamId, "test", version, [.. events.Select(StoredEvents.Write).Select(e =>
                new NewEvent(Guid.CreateVersion7(), e.Type, e.DotNetType, e.Data, new("test", Noon)))]),
            CancellationToken.None)).ShouldBeOfType<AppendResult.Appended>();
        versions[streamId] = version + events.Length;
        return appended.LastSequence;
    }

    internal Projector NewProjector(IReadOnlyList<ReadModel>? models = null) =>
        new(DataSource, Store, TimeProvider.System, NullLogger<Projector>.Instance, models);

    /// <summary>Runs a projector until the read models contain everything recorded so far.</summary>
    internal async Task ProjectAsync()
    {
        using var stop = new CancellationTokenSource();
        var running = NewProjector().RunAsync(stop.Token);
        await CatchUpAsync();
        await stop.CancelAsync();
        await running;
    }

    internal async Task CatchUpAsync()
    {
        var head = await Store.ReadHeadAsync(CancellationToken.None);
        var positions = new ProjectionPositions(DataSource, Store, TimeProvider.System);
        (await positions.WaitForAsync(head, Patience, CancellationToken.None)).ShouldBeTrue("the read models did not catch up");
    }

    /// <summary>Writes a page straight into the live tables, as at a known moment.</summary>
    internal async Task FoldAsync(ReadModel model, params FeedEvent[] page)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        await ReadModelSchema.ExecuteAsync(connection, $"SET search_path TO {ReadModelSchema.Name}", CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync();
        await model.Open(FoldMode.Following).WriteAsync(connection, page, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>Events of a stream, recorded a second after each other.</summary>
    internal FeedEvent[] Feed(string streamId, params object[] events) =>
        [.. events.Select(e => Recorded(++sequence, streamId, Noon.AddSeconds(sequence), e))];

    internal static FeedEvent Recorded(long sequence, string streamId, DateTimeOffset at, object e) => new(sequence, streamId, at, e) { Data = StoredEvents.Write(e).Data };

    /// <summary>The rows of a table or view as JSON, nulls left out.</summary>
    internal async Task<string> RowsAsync(string table, string order)
    {
        await using var command = DataSource.CreateCommand($"SELECT coalesce(json_agg(to_json(t) ORDER BY {order}), '[]')::text FROM {ReadModelSchema.Name}.{table} t");
        var rows = JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)!.AsArray();
        foreach (var row in rows)
            foreach (var member in row!.AsObject().Where(m => m.Value is null).Select(m => m.Key).ToList())
                row.AsObject().Remove(member);
        return rows.ToJsonString(Readable);
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Every table of every read model, for comparing states.</summary>
    internal async Task<string> EverythingAsync()
    {
        var tables = Catalog.All.SelectMany(m => m.Tables).ToList();
        return string.Join('\n', await Task.WhenAll(tables.Select(async t => $"{t} {await RowsAsync(t, "t::text")}")));
    }

    internal static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await condition())
        {
            DateTimeOffset.UtcNow.ShouldBeLessThan(deadline, what);
            await Task.Yield();
        }
    }
}
