using Microsoft.Extensions.Options;

namespace Csms.Host.Connections;

/// <summary>
/// One timer for all sockets of this node: every charge point has its turn once in <see cref="OcppOptions.PingInterval"/>, a sixtieth of them at a time.
/// A socket that has been quiet is pinged, one that has been silent for <see cref="OcppOptions.EffectiveIdleTimeout"/> is given up (OCPP-J section 5.3).
/// </summary>
internal sealed class Pings(ConnectionRegistry registry, IOptions<OcppOptions> options) : BackgroundService
{
    private const int Turns = 60;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (interval, tooLong) = (options.Value.PingInterval, options.Value.EffectiveIdleTimeout);
        if (interval <= TimeSpan.Zero)
            return;
        // Its own clock: what time the host says it is has nothing to do with silence.
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(Math.Max(1, interval.TotalMilliseconds / Turns)));
        for (var turn = 0; await timer.WaitForNextTickAsync(stoppingToken); turn = (turn + 1) % Turns)
        {
            foreach (var connection in registry.All)
            {
                // Half the interval: a pong came a moment after the last turn, and is no reason to leave out this one.
                if ((uint)connection.ChargePointId.GetHashCode(StringComparison.Ordinal) % Turns == turn)
                    connection.LookAfter(quiet: interval / 2, tooLong);
            }
        }
    }
}
