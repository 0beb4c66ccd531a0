using Csms.Domain.Calls;
using Csms.Host.Commands;

namespace Csms.Host.Calls;

/// <summary>Ends calls that nobody else will: those past their deliver-by, and those sent by a node that died before the answer.</summary>
internal sealed partial class CallSweep(OpenCalls openCalls, CommandRunner runner, TimeProvider clock, ILogger<CallSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // The node that sent it reports a time-out itself; this one steps in when it plainly did not.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

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
        foreach (var call in openCalls.All())
        {
            CallCommand? command = call.Loaded.State switch
            {
                Call.Waiting waiting when waiting.Request.DeliverBy <= now => new CallCommand.RequestExpiry(now),
                Call.InFlight flight when call.RecordedAt + TimeSpan.FromSeconds(flight.Request.TimeoutSeconds) + Grace <= now => new CallCommand.ReportTimeout(),
                _ => null,
            };
            if (command is not null)
            {
                await runner.RunAsync(
                    Streams.Calls,
                    Call.StreamId(call.Request.CallId),
                    command,
                    call.MetadataOf("system", now),
                    cancellationToken,
                    call.Loaded);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Sweeping calls failed and goes on ({Why})")]
        public static partial void Failed(ILogger logger, string why);
    }
}
