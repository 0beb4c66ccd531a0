using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>Where the private cluster of a data folder lies.</summary>
internal sealed class PostgresCluster
{
    private const string SocketFile = ".s.PGSQL.5432";
    private const int LongestSocketPath = 107;

    // Well below the server's max_connections: who finds none free waits for his turn, while one connection too many is an error.
    private const int MostConnections = 64;

    public PostgresCluster(string dataFolder)
    {
        Folder = Path.Combine(dataFolder, "postgres");
        LogFile = Path.Combine(dataFolder, "postgres.log");
        var fits = Encoding.UTF8.GetByteCount(Path.Combine(Folder, SocketFile)) <= LongestSocketPath && !Folder.Contains(',', StringComparison.Ordinal);
        SocketFolder = fits
            ? Folder
            : Path.Combine(Path.GetTempPath(), "csms-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Folder)))[..16]);
    }

    public string Folder { get; }

    /// <summary>The databases' tables and indexes, a folder for each database.</summary>
    public string TablesFolder => Path.Combine(Folder, "base");

    public string LogFile { get; }

    /// <summary>The cluster's own folder, or a short one under /tmp that is found again by its name when the data folder's path is too long for a socket.</summary>
    public string SocketFolder { get; }

    public bool Exists => File.Exists(Path.Combine(Folder, "PG_VERSION"));

    public int? Version => Exists ? int.Parse(File.ReadAllText(Path.Combine(Folder, "PG_VERSION")).Trim(), CultureInfo.InvariantCulture) : null;

    public string PostmasterFile => Path.Combine(Folder, "postmaster.pid");

    public string SocketLockFile => Path.Combine(SocketFolder, SocketFile + ".lock");

    public string ConnectionString(string user, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Port = 5432,
        Username = user,
        Database = database,
        ApplicationName = "csms",
        MaxPoolSize = MostConnections,
    }.ConnectionString;
}
