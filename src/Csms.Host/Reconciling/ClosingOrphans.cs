using Csms.EventStore;
using Csms.ReadModels.Transactions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Reconciling;

/// <summary>Looks from time to time for transactions that are over without a stop; on one node of a database at a time. It keeps nothing: whoever takes over
/// sees the same.</summary>
internal sealed partial class ClosingOrphans(
    NpgsqlDataSource dataSource,
    TransactionQueries transactions,
    OrphanWork work,
    IOptions<OrphanOptions> options,
    TimeProvider clock,
    ILogger<ClosingOrphans> logger) : BackgroundService
{
    private const long LockKey = 0x43534D53_4F525048; // "CSMSORPH"
    private const int PageSize = 200;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Value.Enabled && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var held = await SessionLock.WaitAsync(dataSource, LockKey, stoppingToken);
                await using var holds = new NpgsqlCommand("SELECT 1", held.Connection);
                while (true)
                {
                    await CloseAllAsync(stoppingToken);
                    await Task.Delay(options.Value.Every, clock, stoppingToken);
                    await holds.ExecuteScalarAsync(stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Interrupted(logger, e);
                await Task.Delay(options.Value.Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task CloseAllAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        for (var after = ""; ;)
        {
            var streams = await transactions.ListPerhapsOverAsync(
                Before(options.Value.AvailableFor), Before(options.Value.BootedFor), Before(options.Value.SilentFor), after, PageSize, cancellationToken);
            foreach (var stream in streams)
            {
                try
                {
                    await work.CloseIfOverAsync(stream, cancellationToken);
                }
                catch (Exception e) when (e is not NpgsqlException and not OperationCanceledException)
                {
                    Log.PassedOver(logger, stream, e);
                }
            }
            if (streams.Count < PageSize)
                return;
            after = streams[^1];
        }

        DateTimeOffset Before(TimeSpan? time) => time is { } some ? now - some : DateTimeOffset.UnixEpoch;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Looking for transactions without a stop was interrupted and is taken up again")]
        public static partial void Interrupted(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "Whether {Stream} is over without a stop cannot be told; it is looked at again with the next round")]
        public static partial void PassedOver(ILogger logger, string stream, Exception exception);
    }
}
