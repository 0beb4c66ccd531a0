using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>A read model that is filled anew beside the live one. Whoever has one is the only one in all processes.</summary>
internal sealed class NewModel : IAsyncDisposable
{
    private const int LockClass = 0x43535242; // "CSRB"

    private readonly SessionLock held;

    private NewModel(ReadModel model, SessionLock held, NpgsqlDataSource dataSource, IProgress<RebuildProgress>? progress)
    {
        (Model, this.held, Tables) = (model, held, new(model));
        Loading = new(model, dataSource, held.Connection, progress);
    }

    public ReadModel Model { get; }

    /// <summary>Its search path leads to the new tables.</summary>
    public NpgsqlConnection Connection => held.Connection;

    public NewTables Tables { get; }

    public Loading Loading { get; }

    /// <summary>Never beyond the live tables, so that both can be compared and exchanged at the same event; without live tables, the newest event.</summary>
    public long Goal { get; private set; }

    /// <summary>Empty tables for each.</summary>
    /// <exception cref="RebuildInProgressException">Another process is at one of them.</exception>
    public static async Task<IReadOnlyList<NewModel>> BeginAsync(
        NpgsqlDataSource dataSource, PostgresEventStore store, IReadOnlyList<ReadModel> models, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = new List<NewModel>();
        try
        {
            foreach (var model in models)
            {
                begun.Add(new(
                    model,
                    await SessionLock.TryAsync(dataSource, LockClass, model.Name, cancellationToken)
                        ?? throw new RebuildInProgressException($"{model.Name} is being rebuilt by another process."),
                    dataSource,
                    progress));
                await begun[^1].Tables.CreateAsync(begun[^1].Connection, cancellationToken);
                begun[^1].Goal = await GoalAsync(begun[^1].Connection, store, model, cancellationToken);
            }
            return begun;
        }
        catch
        {
            foreach (var one in begun) await one.DisposeAsync();
            throw;
        }
    }

    /// <summary>All of them in bulk in one pass over the feed, as far as the one that has least far to go.</summary>
    public static Task LoadAsync(IReadOnlyList<NewModel> together, NpgsqlDataSource dataSource, CancellationToken cancellationToken) =>
        Loading.LoadAsync([.. together.Select(m => m.Loading)], [.. together.Select(m => m.Model)], dataSource, together.Min(m => m.Goal), cancellationToken);

    /// <summary>The rest in bulk, and the indexes.</summary>
    public async Task FinishAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        await Loading.LoadAsync(Goal, cancellationToken);
        await Loading.FlushAsync(cancellationToken);
        progress?.Report(new(Model.Name, RebuildStage.Indexing, 0, 0));
        await Tables.IndexAsync(Connection, cancellationToken);
        await Loading.FinishAsync(cancellationToken);
    }

    public static async Task<long> GoalAsync(NpgsqlConnection connection, PostgresEventStore store, ReadModel model, CancellationToken cancellationToken) =>
        await Checkpoints.ReadAsync(connection, model, cancellationToken) ?? await store.ReadHeadAsync(cancellationToken);

    public ValueTask DisposeAsync() => held.DisposeAsync();
}
