using System.Collections.Concurrent;
using Csms.EventStore;
using Csms.ReadModels;
using Csms.ReadModels.Rebuilding;
using Npgsql;

namespace Csms.Host.Rebuilding;

/// <summary>Rebuilds of read models that were asked of this node, one at a time. They are remembered by this process only: one that ends with it leaves the rows
/// as they were, and its new tables go with the next rebuild.</summary>
internal sealed partial class RunningRebuilds(NpgsqlDataSource dataSource, PostgresEventStore store, TimeProvider clock, ILogger<RunningRebuilds> logger) : BackgroundService
{
    private readonly ConcurrentDictionary<string, RunningRebuild> last = new();
    private readonly SemaphoreSlim asked = new(0);
    private RunningRebuild? running;

    /// <summary>Null when nobody asked this node since it started.</summary>
    public RunningRebuild? Find(string readModel) => last.GetValueOrDefault(readModel);

    /// <summary>The rebuild that runs instead when there is one; null when this one begins.</summary>
    public RunningRebuild? TryBegin(ReadModel model, string askedBy)
    {
        var begun = new RunningRebuild(model.Name, askedBy, clock.GetUtcNow());
        if (Interlocked.CompareExchange(ref running, begun, null) is { } other)
            return other;
        last[model.Name] = begun;
        asked.Release();
        return null;
    }

    public override void Dispose()
    {
        asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await asked.WaitAsync(stoppingToken);
            var begun = Volatile.Read(ref running)!;
            try
            {
                await RunAsync(begun.ReadModel, stoppingToken);
            }
            finally
            {
                Volatile.Write(ref running, null);
            }
        }
    }

    private async Task RunAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            Log.Begun(logger, name);
            var report = await new Rebuild(dataSource, store).RunAsync(Catalog.Find(name)!, new Telling(this), cancellationToken);
            last[name] = last[name] with { EndedAt = clock.GetUtcNow(), Differs = report.Differs };
            Log.Ended(logger, name, report.Position, report.Differs);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            last[name] = last[name] with
            {
                EndedAt = clock.GetUtcNow(),
                Failure = e is RebuildInProgressException ? e.Message : "It did not come to the end; the log of this node says why.",
            };
            Log.Failed(logger, e, name);
        }
    }

    // Not Progress<T>, which tells of the last stage after the end.
    private sealed class Telling(RunningRebuilds rebuilds) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value) => rebuilds.last[value.ReadModel] = rebuilds.last[value.ReadModel] with { Progress = value };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The read model {ReadModel} is rebuilt")]
        public static partial void Begun(ILogger logger, string readModel);

        [LoggerMessage(2, LogLevel.Information, "The read model {ReadModel} was rebuilt up to event {Position}; differs from before: {Differs}")]
        public static partial void Ended(ILogger logger, string readModel, long position, bool differs);

        [LoggerMessage(3, LogLevel.Error, "The read model {ReadModel} could not be rebuilt; its rows are those of before")]
        public static partial void Failed(ILogger logger, Exception exception, string readModel);
    }
}
