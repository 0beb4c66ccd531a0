using Csms.EventStore.Journal;
using Microsoft.Extensions.Options;

namespace Csms.Host.Journal;

/// <summary>Makes the journal's next days and drops those that have been kept long enough.</summary>
internal sealed partial class JournalUpkeep(JournalTable table, IOptions<JournalOptions> options, TimeProvider clock, ILogger<JournalUpkeep> logger)
    : BackgroundService
{
    private const int DaysAhead = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        try
        {
            for (var ahead = 0; ahead <= DaysAhead; ahead++)
                await table.EnsureDayAsync(today.AddDays(ahead), cancellationToken);
        }
        finally
        {
            // On a full disk no day can be made, until one is dropped.
            var days = Math.Max(1, (int)Math.Ceiling(options.Value.Retention.TotalDays));
            var dropped = await table.DropDaysOlderThanAsync(days, today, cancellationToken);
            if (dropped > 0)
                Log.Dropped(logger, dropped, days);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Keeping the journal's days failed and is tried again ({Why})")]
        public static partial void Failed(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Information, "Dropped {Count} days of the journal that are older than {Days} days")]
        public static partial void Dropped(ILogger logger, int count, int days);
    }
}
