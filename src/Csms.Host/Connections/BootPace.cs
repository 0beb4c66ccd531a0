using Microsoft.Extensions.Options;

namespace Csms.Host.Connections;

/// <summary>
/// The interval that BootNotification answers (OCPP 1.6 section 4.2). Few boots get what is configured. When many come within a minute, the intervals are spread, so
/// that what came at once does not come at once again: heartbeats by up to a quarter and never longer than configured, since silence is measured by it; another
/// boot of a charge point that is not accepted as late as it takes for all of them to come one after another.
/// </summary>
internal sealed class BootPace(IOptions<OcppOptions> options, TimeProvider clock)
{
    /// <summary>So many within a minute are no storm.</summary>
    public const int Few = 60;

    /// <summary>Boots of charge points that are not accepted that are asked for in a second.</summary>
    private const double RetriesPerSecond = 20;

    private const double WidthOfHeartbeats = 0.25;

    // Steps by the golden ratio cover an interval evenly, however many there are of them.
    private const double Step = 0.6180339887498949;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private TimeSpan began;
    private long before;
    private long within;

    /// <summary>Counts a boot.</summary>
    public TimeSpan Next(bool isAccepted)
    {
        var (storm, place) = Count();
        var configured = isAccepted ? options.Value.HeartbeatInterval : options.Value.BootRetryInterval;
        if (storm <= Few)
            return configured;
        return isAccepted
            ? TimeSpan.FromSeconds(Math.Max(1, Math.Floor(configured.TotalSeconds * (1 - (WidthOfHeartbeats * place)))))
            : TimeSpan.FromSeconds(Math.Ceiling(configured.TotalSeconds + (place * storm / RetriesPerSecond)));
    }

    /// <summary>How many came within the last minute or two, and where in a spread from 0 to 1 this one belongs.</summary>
    private (long Storm, double Place) Count()
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(0);
            if (now - began >= Window)
                (before, within, began) = (now - began < 2 * Window ? within : 0, 0, now);
            within++;
            return (Math.Max(before, within), within * Step % 1);
        }
    }
}
