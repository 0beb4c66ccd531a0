using Csms.ReadModels.Analysts;
using Npgsql;

namespace Csms.Host.Analysts;

/// <summary>Holds analysts to their time-out, whatever they set it to.</summary>
internal sealed partial class AnalystTimeLimit(NpgsqlDataSource database, TimeProvider clock, ILogger<AnalystTimeLimit> logger) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            // The database's own time-out comes first where nobody touched it.
            if (await AnalystRole.EndLongAsync(database, AnalystRole.TimeOut + Between, cancellationToken) is > 0 and var ended) LogEnded(logger, ended);
        }
        catch (NpgsqlException failure)
        {
            LogFailed(logger, failure.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Ended {Ended} sessions of analysts whose statements ran on beyond the time-out")]
    private static partial void LogEnded(ILogger logger, int ended);

    [LoggerMessage(2, LogLevel.Debug, "Cannot look after analysts' sessions: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
