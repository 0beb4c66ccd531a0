using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>A database that is there but busy, or comes back from a crash, while the host starts: whoever waits for it needs nobody to start him again.</summary>
internal static class SlowDatabase
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Does a step of the start, again when the database did not answer in time; the step must be one that can be done again.</summary>
    /// <exception cref="StartupFailure">It did not for <see cref="Patience"/>.</exception>
    public static async Task<T> WaitForAsync<T>(Func<Task<T>> step, TimeProvider clock, CancellationToken cancellationToken)
    {
        for (var began = clock.GetTimestamp(); ;)
        {
            try
            {
                return await step();
            }
            catch (Exception e) when (e is TimeoutException or NpgsqlException { IsTransient: true })
            {
                if (clock.GetElapsedTime(began) > Patience)
                {
                    throw new StartupFailure(
                        ExitCode.DatabaseUnreachable, $"The database does not answer: {e.Message.ReplaceLineEndings(" ")} Nothing was changed; start again when it is less busy.");
                }

                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
