using Csms.Domain.Reservations;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.ReadModels.Reservations;

namespace Csms.Host.Reservations;

/// <summary>Ends reservations whose expiry date has come: a charge point that is away cannot say so.</summary>
internal sealed partial class ReservationSweep(ReservationQueries reservations, CommandRunner runner, TimeProvider clock, ILogger<ReservationSweep> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var now = clock.GetUtcNow();
                foreach (var id in await reservations.ListDueAsync(now, AtOnce, stoppingToken))
                {
                    // Every node does this; the first one's event ends it.
                    await runner.RunAsync(
                        Streams.Reservations, Reservation.StreamId(id), new ReservationCommand.RequestExpiry(now), new EventMetadata("system", now), stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Sweeping reservations failed and goes on ({Why})")]
        public static partial void Failed(ILogger logger, string why);
    }
}
