using System.Diagnostics;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>A PostgreSQL of the host's own: a private cluster in the data folder, reached through a socket only its owner may touch.</summary>
internal sealed partial class EmbeddedPostgres : IAsyncDisposable
{
    public const string Database = "csms";
    public const string OwnerRole = "csms";
    public const string ApplicationRole = "csms_app";
    public const string Superuser = "postgres";
    private const long LargestLog = 10 * 1024 * 1024;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(40);
    private readonly PostgresCluster cluster;
    private readonly PostgresSupervisor supervisor;
    private readonly WriteBehind? writeBehind;

    private EmbeddedPostgres(PostgresCluster cluster, PostgresSupervisor supervisor)
    {
        (this.cluster, this.supervisor, writeBehind) = (cluster, supervisor, WriteBehind.Start(cluster.TablesFolder));
        ConnectionString = cluster.ConnectionString(ApplicationRole, Database);
        OwnerConnectionString = cluster.ConnectionString(OwnerRole, Database);
    }

    /// <summary>As the role the host works as, which cannot change what was recorded.</summary>
    public string ConnectionString { get; }

    /// <summary>As the role that owns the tables, for migrations.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>Where the server of a data folder can be reached while another process runs it.</summary>
    public static string ConnectionStringOf(string dataFolder, string role = ApplicationRole) =>
        new PostgresCluster(Path.GetFullPath(dataFolder)).ConnectionString(role, Database);

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
        writeBehind?.Dispose();
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

    /// <summary>One role owns the database, the host works as another; the superuser is for the person at the keyboard.</summary>
    private static async Task CreateDatabaseAsync(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(cluster.ConnectionString("postgres", "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        // Membership lets the owner hand over what the host makes and replaces at run time; it gives the host nothing of the owner's.
        await EnsureAsync(connection, $"pg_roles WHERE rolname = '{OwnerRole}'", $"CREATE ROLE {OwnerRole} LOGIN", cancellationToken);
        await EnsureAsync(
            connection,
            $"pg_roles WHERE rolname = '{ApplicationRole}'",
            $"CREATE ROLE {ApplicationRole} LOGIN; GRANT {ApplicationRole} TO {OwnerRole}",
            cancellationToken);
        await EnsureAsync(connection, $"pg_database WHERE datname = '{Database}'", $"CREATE DATABASE {Database} OWNER {OwnerRole}", cancellationToken);
    }

    private static async Task EnsureAsync(NpgsqlConnection connection, string there, string create, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var exists = new NpgsqlCommand($"SELECT 1 FROM {there}", connection);
        await using var creation = new NpgsqlCommand(create, connection);
#pragma warning restore CA2100
        if (await exists.ExecuteScalarAsync(cancellationToken) is null)
            await creation.ExecuteNonQueryAsync(cancellationToken);
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
