using System.Collections.Concurrent;
using Csms.EventStore;
using Csms.ReadModels.Projecting;
using Npgsql;

namespace Csms.ReadModels.Rebuilding;

/// <summary>Fills a read model anew from the first event, beside the live one, and puts it in its place.</summary>
public sealed class Rebuild(NpgsqlDataSource dataSource, PostgresEventStore store)
{
    private const int Small = 1000;
    private const int AtOnce = 2;

    /// <summary>Rebuilds while the live tables go on. Readers see the old tables until the new ones take over in one transaction.</summary>
    /// <exception cref="RebuildInProgressException">Another process is at it.</exception>
    public async Task<RebuildReport> RunAsync(ReadModel model, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken) =>
        (await RunAsync([model], progress, cancellationToken))[0];

    /// <summary>Several in one pass over the feed; each takes over by itself. Progress may be reported by several threads at once.</summary>
    /// <exception cref="RebuildInProgressException">Another process is at one of them.</exception>
    public async Task<IReadOnlyList<RebuildReport>> RunAsync(
        IReadOnlyList<ReadModel> models, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var begun = await NewModel.BeginAsync(dataSource, store, models, progress, cancellationToken);
        try
        {
            await NewModel.LoadAsync(begun, dataSource, cancellationToken);
            // One core of the database makes an index, another hashes rows; the tables change places one after another. What takes longest to finish stands
            // late in the catalog, and must not be left alone at the end.
            var compared = new ConcurrentDictionary<NewModel, IReadOnlyList<TableComparison>>();
            await Parallel.ForEachAsync(
                begun.Reverse(),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (one, cancellation) => compared[one] = await FinishAsync(one, progress, cancellation));
            var reports = new List<RebuildReport>();
            foreach (var one in begun) reports.Add(await TakeOverAsync(one, compared[one], progress, cancellationToken));
            return reports;
        }
        finally
        {
            foreach (var one in begun) await one.DisposeAsync();
        }
    }

    private async Task<IReadOnlyList<TableComparison>> FinishAsync(NewModel one, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        await one.FinishAsync(progress, cancellationToken);
        progress?.Report(new(one.Model.Name, RebuildStage.Comparing, 0, 0));
        return await CompareAsync(one.Connection, one.Model, one.Loading, cancellationToken);
    }

    private async Task<RebuildReport> TakeOverAsync(
        NewModel one, IReadOnlyList<TableComparison> compared, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var (model, connection, loading) = (one.Model, one.Connection, one.Loading);
        progress?.Report(new(model.Name, RebuildStage.Swapping, 0, 0));
        await SwapAsync(connection, model, one.Tables, loading, cancellationToken);
        progress?.Report(new(model.Name, RebuildStage.Done, loading.Position, loading.Position));
        return new(model.Name, model.Version, loading.Position, loading.Events, compared);
    }

    /// <summary>Old and new as of the same event: the old ones as a snapshot sees them, the new ones brought to where that snapshot stands.</summary>
    private async Task<IReadOnlyList<TableComparison>> CompareAsync(
        NpgsqlConnection connection, ReadModel model, Loading loading, CancellationToken cancellationToken)
    {
        await using var live = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await live.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        if (await Checkpoints.ReadAsync(live, model, cancellationToken) is not { } position) return [];
        await loading.FollowAsync(position, cancellationToken);
        var compared = new List<TableComparison>();
        foreach (var table in model.Tables)
            compared.Add(new(
                table,
                await Fingerprints.TakeAsync(live, $"{ReadModelSchema.Name}.{table}", cancellationToken),
                await Fingerprints.TakeAsync(connection, table, cancellationToken)));
        return compared;
    }

    private async Task SwapAsync(NpgsqlConnection connection, ReadModel model, NewTables tables, Loading loading, CancellationToken cancellationToken)
    {
        while (true)
        {
            // The rest is small when the checkpoint is locked: the live projection waits for it.
            long goal;
            while ((goal = await NewModel.GoalAsync(connection, store, model, cancellationToken)) - loading.Position > Small)
                await loading.FollowAsync(goal, cancellationToken);
            var before = loading.Position;
            try
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                if (await Checkpoints.ReadAsync(connection, model, cancellationToken, andLock: true) is { } live)
                    await loading.FollowAsync(live, cancellationToken);
                await tables.SwapAsync(connection, cancellationToken);
                await Checkpoints.ReplaceAsync(connection, model, loading.Position, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                return;
            }
            catch (PostgresException blocked) when (blocked.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // Somebody reads the old tables for long, or several things in an order of his own; meanwhile the live projection must go on. The search path
                // is back with the rollback.
                loading.Rewind(before);
            }
        }
    }
}
