using System.Diagnostics;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>Is there a database at the given connection string that this program can work with?</summary>
internal static class DatabaseCheck
{
    // A database started at the same moment (docker compose, a booting machine) gets a little time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    /// <exception cref="StartupFailure">It cannot be reached, or it is too old.</exception>
    public static async Task EnsureUsableAsync(string connectionString, CancellationToken cancellationToken, string name = "ConnectionStrings__Csms")
    {
        var builder = Parse(connectionString, name);
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                builder.Pooling = false;
                builder.Timeout = 5;
                await using var connection = new NpgsqlConnection(builder.ConnectionString);
                await connection.OpenAsync(cancellationToken);
                if (connection.PostgreSqlVersion.Major < PostgresPrograms.OldestVersion)
                    throw new StartupFailure(ExitCode.PostgresTooOld, $"The database is PostgreSQL {connection.PostgreSqlVersion}; version {PostgresPrograms.OldestVersion} or newer is needed.");
                return;
            }
            catch (NpgsqlException) when (waited.Elapsed < Patience)
            {
                await Task.Delay(BetweenTries, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw new StartupFailure(ExitCode.DatabaseUnreachable, $"The database at {builder.Host}:{builder.Port} cannot be reached: {e.Message.ReplaceLineEndings(" ")} ({name})");
            }
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string connectionString, string name)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StartupFailure(ExitCode.WrongUsage, $"{name} is no connection string: {e.Message.ReplaceLineEndings(" ")}");
        }
    }
}
