using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>
/// Both ends of a connection to PostgreSQL find out within about twenty seconds that the other is gone without a word: a machine without power, a cable, a firewall
/// that forgot. By default the server notices after two hours, and for as long it would keep the locks of a node that is dead, so that no other node could project,
/// seal or react.
/// </summary>
internal static class DeadConnections
{
    private const int IdleSeconds = 10;
    private const int BetweenProbesSeconds = 3;
    private const string OnTheServer = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=3 -c tcp_keepalives_count=3 -c tcp_user_timeout=20000";

    /// <summary>Whatever the connection string says itself is left as it is; sockets in the file system need none of this.</summary>
    public static string AreFound(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.Host is null or ['/' or '@', ..] || settings.TcpKeepAlive || settings.TcpKeepAliveTime > 0)
            return connectionString;
        (settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (IdleSeconds, BetweenProbesSeconds);
        if (settings.Options?.Contains("tcp_", StringComparison.Ordinal) != true)
            settings.Options = settings.Options is { Length: > 0 } given ? $"{given} {OnTheServer}" : OnTheServer;
        return settings.ConnectionString;
    }
}
