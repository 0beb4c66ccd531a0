using Npgsql;

namespace Csms.Host.Storage;

/// <summary>What the host's pool does beyond what the connection string says; whoever says otherwise there is right.</summary>
internal static class PoolSettings
{
    private const string Prepared = "Max Auto Prepare";
    private const string NoReset = "No Reset On Close";
    private const int MostPrepared = 100;

    /// <summary>Statements that come again are parsed and planned once per connection. Connections are handed on as they are: there is nothing to put back but
    /// what <c>PooledSession</c> does, and putting it back all the same would cost as much as the statement, and forget what is prepared.</summary>
    public static string Of(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize(Prepared))
            settings.MaxAutoPrepare = MostPrepared;
        if (!settings.ShouldSerialize(NoReset))
            settings.NoResetOnClose = true;
        return settings.ConnectionString;
    }
}
