using System.Diagnostics;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>A PostgreSQL of the host's own: a private cluster in the data folder, reached through a socket only its owner may touch.</summary>
internal sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    public const string Database = "csms";
    private const long LargestLog = 10 * 1024 * 1024;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(40);
    private readonly PostgresCluster cluster;
    private readonly PostgresSupervisor supervisor;

    private EmbeddedPostgres(PostgresCluster cluster, PostgresSupervisor supervisor)
    {
        (this.cluster, this.supervisor) = (cluster, supervisor);
        ConnectionString = cluster.ConnectionString(Database, Database);
    }

    public string ConnectionString { get; }

    /// <summary>Where the server of a data folder can be reached while another process runs it.</summary>
    public static string ConnectionStringOf(string dataFolder) => new PostgresCluster(Path.GetFullPath(dataFolder)).ConnectionString(Database, Database);

    /// <exception cref="StartupFailure">It is not installed, too old, or does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(DataFolder folder, ILogger<EmbeddedPostgres> logger, CancellationToken cancellationToken)
    {
        var cluster = new PostgresCluster(folder.Path);
        var programs = await PostgresPrograms.FindAsync(cluster.Version, cancellationToken);
        var owner = await ClusterOwner.ChooseAsync(cluster.Folder, cancellationToken);
        if (!cluster.Exists)
        {
            LogCreating(logger, programs.Version, cluster.Folder);
            await ClusterCreation.CreateAsync(cluster, programs, owner, cancellationToken);
        }

        if (cluster.SocketFolder != cluster.Folder)
            ClusterCreation.PrepareFolder(cluster.SocketFolder, owner);
        SetLongLogAside(cluster.LogFile);
        var supervisor = new PostgresSupervisor(cluster, ServerCommand(cluster, programs, owner), logger);
        try
        {
            await WaitUntilServingAsync(cluster, supervisor, logger, cancellationToken);
            await CreateDatabaseAsync(cluster, cancellationToken);
            supervisor.ConfirmServing();
            return new EmbeddedPostgres(cluster, supervisor);
        }
        catch
        {
            await supervisor.StopAsync();
            supervisor.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await supervisor.StopAsync();
        supervisor.Dispose();
        if (cluster.SocketFolder != cluster.Folder && !Directory.EnumerateFileSystemEntries(cluster.SocketFolder).Any())
            Directory.Delete(cluster.SocketFolder);
    }

    private static ProcessStartInfo ServerCommand(PostgresCluster cluster, PostgresPrograms programs, ClusterOwner? owner) =>
        PostgresCommand.Server(
            programs.Postgres,
            cluster.Folder,
            owner,
            cluster.LogFile,
            "-c", "listen_addresses=",
            "-c", "port=5432",
            // Relative to the cluster's folder, which the server works in: reachable whoever owns the folders above.
            "-c", $"unix_socket_directories={(cluster.SocketFolder == cluster.Folder ? "." : cluster.SocketFolder)}",
            "-c", "unix_socket_permissions=0700",
            // Says in the process list whose server this is.
            "-c", $"csms.cluster={cluster.Folder}");

    // Recovery after a crash may take minutes: as long as the server runs, it is waited for.
    private static async Task WaitUntilServingAsync(PostgresCluster cluster, PostgresSupervisor supervisor, ILogger logger, CancellationToken cancellationToken)
    {
        var sinceNews = Stopwatch.StartNew();
        while (true)
        {
            if (supervisor.Ended.IsCompleted)
                await supervisor.Ended;
            try
            {
                await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false;Timeout=5");
                await connection.OpenAsync(cancellationToken);
                return;
            }
            catch (NpgsqlException e)
            {
                if (sinceNews.Elapsed > TimeSpan.FromSeconds(5))
                {
                    LogWaiting(logger, e.Message);
                    sinceNews.Restart();
                }
            }

            await Task.WhenAny(supervisor.Ended, Task.Delay(BetweenTries, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The host works as an ordinary role that owns its database; the superuser is for the person at the keyboard.</summary>
    private static async Task CreateDatabaseAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var roleExists = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = 'csms'", connection);
        if (await roleExists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var createRole = new NpgsqlCommand("CREATE ROLE csms LOGIN", connection);
            await createRole.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var databaseExists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = 'csms'", connection);
        if (await databaseExists.ExecuteScalarAsync(cancellationToken) is null)
        {
            await using var createDatabase = new NpgsqlCommand("CREATE DATABASE csms OWNER csms", connection);
            await createDatabase.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void SetLongLogAside(string log)
    {
        if (File.Exists(log) && new FileInfo(log).Length > LargestLog)
            File.Move(log, log + ".1", overwrite: true);
    }

    [LoggerMessage(1, LogLevel.Information, "Making a PostgreSQL {Version} cluster in {Folder}")]
    private static partial void LogCreating(ILogger logger, int version, string folder);

    [LoggerMessage(2, LogLevel.Information, "Waiting for PostgreSQL: {Reason}")]
    private static partial void LogWaiting(ILogger logger, string reason);
}
