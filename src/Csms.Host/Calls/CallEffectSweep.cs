using Csms.Domain.Calls;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.ReadModels.Calls;

namespace Csms.Host.Calls;

/// <summary>Notes what had no effect in time: a remote start nobody plugged in for, a stop or a reset that was only promised.</summary>
internal sealed partial class CallEffectSweep(
    EffectsOfCalls effects, CallQueries calls, RowsInTime rows, CommandRunner runner, PostgresEventStore store, TimeProvider clock, ILogger<CallEffectSweep> logger)
    : BackgroundService
{
    private const int AtOnce = 100;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(clock.GetUtcNow(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e.Message);
            }
        }
    }

    private async Task SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await calls.ListOverdueEffectsAsync(now, AtOnce, cancellationToken);
        if (due.Count == 0)
            return;
        // What is stored and not yet in the rows has happened too.
        await rows.WaitForAsync(EffectsOfCalls.Read, await store.ReadHeadAsync(cancellationToken), cancellationToken);
        foreach (var call in due)
        {
            var metadata = new EventMetadata("system", now, CorrelationId: $"call:{call.CallId:D}");
            if (!await effects.RecordAsync(call, now, metadata, cancellationToken))
                await runner.RunAsync(Streams.Calls, Call.StreamId(call.CallId), new CallCommand.ReportNoEffect(), metadata, cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Sweeping effects of calls failed and goes on ({Why})")]
        public static partial void Failed(ILogger logger, string why);
    }
}
