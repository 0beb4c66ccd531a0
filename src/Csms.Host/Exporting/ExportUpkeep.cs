using Microsoft.Extensions.Options;
using Npgsql;

namespace Csms.Host.Exporting;

/// <summary>Ends the time of files, and deletes what lies in this node's folder for nobody.</summary>
internal sealed partial class ExportUpkeep(
    ExportTable exports, ExportFolder folder, IOptions<ExportSettings> settings, TimeProvider clock, ILogger<ExportUpkeep> logger) : BackgroundService
{
    /// <summary>How long it is remembered who exported what, after the file is gone.</summary>
    private static readonly TimeSpan RememberFor = TimeSpan.FromDays(90);

    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        do
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException && !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Once, as it does every minute.</summary>
    internal async Task TidyAsync(CancellationToken cancellationToken)
    {
        await exports.ExpireAsync(clock.GetUtcNow(), RememberFor, cancellationToken);
        await folder.TidyAsync(exports, settings.Value.KeepFor, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Exports could not be tidied up ({Reason})")]
        public static partial void Failed(ILogger logger, string reason);
    }
}
