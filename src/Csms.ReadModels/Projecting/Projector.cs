using System.Diagnostics;
using Csms.EventStore;
using Csms.ReadModels.Rebuilding;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Csms.ReadModels.Projecting;

/// <summary>Keeps the read models up to date: follows the feed, decodes each page once, and gives it to every projection that has come so far.
/// Exactly one projector of a database works; the others wait and take over when it ends or its connection does.</summary>
public sealed partial class Projector(
    NpgsqlDataSource dataSource, PostgresEventStore store, TimeProvider time, ILogger<Projector> logger, IReadOnlyList<ReadModel>? models = null)
{
    // Each takes two connections or more: all at once would starve each other, and whoever else shares the pool, where that is small.
    private const int MostFilling = 4;
    private const int PageSize = 1000;
    private const long LockKey = 0x43534D53_50524F4A; // "CSMSPROJ"
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Between pages, unless there is more than a page: as long as the page took, within bounds. A page costs the same statements however few events are in it, so
    // under load fewer and fuller pages cost less, and those who are waited for come first; but nobody shall see rows that are a second old.
    private static readonly TimeSpan LeastRest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MostRest = TimeSpan.FromMilliseconds(50);

    private static readonly ActivitySource Traces = new("Csms");

    private readonly IReadOnlyList<ReadModel> models = models ?? Catalog.All;

    /// <summary>Runs until cancelled. A database that is away is waited for.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReadModelSchema.CreateAsync(dataSource, cancellationToken);
                // The connection that holds the lock also writes every page: when it is gone, so are the lock and the unfinished page.
                await using var held = await SessionLock.WaitAsync(dataSource, LockKey, cancellationToken);
                Log.Began(logger);
                // Rows and checkpoint are lost together in a crash, and made again: nothing waits for the disk here. Rows are asked for by their keys, also where a
                // statement was planned when its table was small.
                await ReadModelSchema.ExecuteAsync(
                    held.Connection,
                    $"SET search_path TO {ReadModelSchema.Name}; SET synchronous_commit TO off; SET enable_seqscan TO off; SET jit TO off",
                    cancellationToken);
                await ProjectAsync(held.Connection, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Log.Interrupted(logger, failure);
                await Task.Delay(Pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ProjectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lanes = await OpenLanesAsync(connection, cancellationToken);
        var reached = lanes.Max(l => l.Position) ?? await store.ReadHeadAsync(cancellationToken);
        var feed = store.FollowFeedAsync(reached, PageSize, ending.Token).GetAsyncEnumerator(ending.Token);
        var next = feed.MoveNextAsync().AsTask();
        try
        {
            while (true)
            {
                var looked = time.GetElapsedTime(0);
                await FillAsync(connection, lanes, ending.Token);
                var caughtUp = await CatchUpAsync(connection, lanes, reached, cancellationToken);
                if (!next.IsCompleted && !caughtUp) await WaitAsync(next, lanes, looked, cancellationToken);
                if (!next.IsCompleted) continue;

                if (!await next) return;
                var page = feed.Current;
                var began = Stopwatch.GetTimestamp();
                await WriteAsync(connection, [.. lanes.Where(l => l.Position >= reached)], page, cancellationToken);
                reached = page[^1].Sequence;
                if (page.Count < PageSize) await Task.Delay(RestAfter(Stopwatch.GetElapsedTime(began)), cancellationToken);
                next = feed.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll([next, .. lanes.Select(l => l.Filling).OfType<Task>()]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await feed.DisposeAsync();
        }
    }

    private static TimeSpan RestAfter(TimeSpan work) =>
        TimeSpan.FromTicks(Math.Clamp(work.Ticks, LeastRest.Ticks, MostRest.Ticks));

    private async Task<List<Lane>> OpenLanesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var positions = await Checkpoints.ReadAsync(connection, cancellationToken);
        return [.. models.Select(m => new Lane(m) { Position = positions.TryGetValue(m.CheckpointName, out var p) ? p : null })];
    }

    /// <summary>Fills new models, and models of a newer version, beside the others' work.</summary>
    private async Task FillAsync(NpgsqlConnection connection, List<Lane> lanes, CancellationToken cancellationToken)
    {
        foreach (var lane in lanes.Where(l => l.Position is null || l.Filling is not null))
        {
            if (lane.Filling is { IsCompleted: true } filled)
            {
                lane.Filling = null;
                lane.Forget();
                if (filled.IsCompletedSuccessfully)
                {
                    lane.Reach(await filled);
                }
                else if (!cancellationToken.IsCancellationRequested)
                {
                    Log.Failed(logger, lane.Model.Name, filled.Exception!.GetBaseException());
                    lane.Fail(time.GetElapsedTime(0));
                }
            }
            else if (lane.IsReady(time.GetElapsedTime(0)) && lanes.Count(l => l.Filling is not null) < MostFilling)
            {
                // Somebody else may have filled it meanwhile, by the command line.
                lane.Position = await Checkpoints.ReadAsync(connection, lane.Model, cancellationToken);
                if (lane.Position is not null) continue;
                if (await Checkpoints.ReadNewestVersionAsync(connection, lane.Model, cancellationToken) is { } newest && newest > lane.Model.Version)
                {
                    // A newer program's work: two that fill by turns would never end. Whoever goes back to this one rebuilds by the command line.
                    Log.Outdated(logger, lane.Model.Name, lane.Model.Version, newest);
                    lane.Fail(time.GetElapsedTime(0));
                    continue;
                }
                lane.Filling = Task.Run(() => FillAsync(lane.Model, cancellationToken), cancellationToken);
            }
        }
    }

    private async Task<long> FillAsync(ReadModel model, CancellationToken cancellationToken)
    {
        Log.Filling(logger, model.Name, model.Version);
        var report = await new Rebuild(dataSource, store).RunAsync(model, progress: null, cancellationToken);
        return report.Position;
    }

    /// <summary>One page each for those that were left behind; false when there are none.</summary>
    private async Task<bool> CatchUpAsync(NpgsqlConnection connection, List<Lane> lanes, long reached, CancellationToken cancellationToken)
    {
        var behind = lanes.Where(l => l.Position < reached && l.IsReady(time.GetElapsedTime(0))).GroupBy(l => l.Position!.Value).ToList();
        foreach (var group in behind)
        {
            var limit = (int)Math.Min(PageSize, reached - group.Key);
            await WriteAsync(connection, [.. group], await store.ReadFeedAsync(group.Key, limit, cancellationToken), cancellationToken);
        }
        return behind.Count > 0;
    }

    private async Task WriteAsync(NpgsqlConnection connection, List<Lane> lanes, IReadOnlyList<RecordedEvent> page, CancellationToken cancellationToken)
    {
        lanes = [.. lanes.Where(l => l.Position < page[^1].Sequence && l.IsReady(time.GetElapsedTime(0)))];
        if (lanes.Count == 0) return;
        // A trace goes on here by the sequence that its append was given: a page holds events of many.
        using var span = Traces.StartActivity("project");
        span?.SetTag("csms.first_sequence", page[0].Sequence).SetTag("csms.last_sequence", page[^1].Sequence);
        var events = EventDecoder.Decode(page);
        foreach (var group in lanes.GroupBy(l => l.Position!.Value))
        {
            List<Lane> together = [.. group];
            if (await TryWriteAsync(connection, together, events, page[^1].Sequence, cancellationToken)) continue;
            // One that fails must not hold up the others: each by itself, and without what it took for granted.
            foreach (var lane in together)
            {
                lane.Forget();
                await WriteAsync(connection, lane, events, page[^1].Sequence, cancellationToken);
            }
        }
    }

    private static async Task<bool> TryWriteAsync(NpgsqlConnection connection, List<Lane> lanes, List<FeedEvent> events, long to, CancellationToken cancellationToken)
    {
        try
        {
            await PageWriter.WriteAsync(connection, lanes, lanes[0].Position!.Value, events, to, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && connection.FullState == System.Data.ConnectionState.Open)
        {
            return false;
        }
        foreach (var lane in lanes) lane.Reach(to);
        return true;
    }

    private async Task WriteAsync(NpgsqlConnection connection, Lane lane, List<FeedEvent> events, long to, CancellationToken cancellationToken)
    {
        try
        {
            await PageWriter.WriteAsync(connection, [lane], lane.Position!.Value, events, to, cancellationToken);
            lane.Reach(to);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && connection.FullState == System.Data.ConnectionState.Open)
        {
            Log.Failed(logger, lane.Model.Name, failure);
            lane.Fail(time.GetElapsedTime(0));
            lane.Position = await Checkpoints.ReadAsync(connection, lane.Model, cancellationToken);
        }
    }

    /// <param name="looked">When the lanes were looked at: one that has come to its time since then is looked at again at once, not with
    /// the next event.</param>
    private async Task WaitAsync(Task next, List<Lane> lanes, TimeSpan looked, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> news = [next, .. lanes.Select(l => l.Filling).OfType<Task>()];
        if (lanes.Where(l => l.RetryAt > looked).Min(l => l.RetryAt) is { } retryAt)
            news.Add(Task.Delay(TimeSpan.FromTicks(Math.Max(0, (retryAt - time.GetElapsedTime(0)).Ticks)), time, over.Token));
        await Task.WhenAny(news);
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
