using System.Net;
using Npgsql;

namespace Csms.Host.Hosting;

/// <summary>The database a command works with: the one it is given, the one a running host keeps, or one started for the occasion.</summary>
internal sealed class ServedDatabase : IAsyncDisposable
{
    private readonly ILoggerFactory? logging;
    private readonly EmbeddedPostgres? embedded;
    private readonly DataFolder? held;

    private ServedDatabase(
        string connectionString, string ownerConnectionString, string administratorConnectionString, EmbeddedPostgres? embedded = null, ILoggerFactory? logging = null, DataFolder? held = null) =>
        (ConnectionString, OwnerConnectionString, AdministratorConnectionString, this.embedded, this.logging, this.held) =
        (connectionString, ownerConnectionString, administratorConnectionString, embedded, logging, held);

    public string ConnectionString { get; }

    /// <summary>For migrations. The same as the other when whoever gave the database named no owner.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>For roles: the superuser of the host's own PostgreSQL; of a given one the owner, who may or may not be allowed to make them.</summary>
    public string AdministratorConnectionString { get; }

    /// <summary>Nobody gave one: it is in the data folder.</summary>
    public bool IsOwn => AdministratorConnectionString != OwnerConnectionString;

    /// <summary>It shares this machine's processors with the host.</summary>
    public bool IsHere =>
        new NpgsqlConnectionStringBuilder(ConnectionString).Host is var host
        && (host is null or "localhost" || host.StartsWith('/') || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));

    /// <summary>For whoever serves and holds the folder.</summary>
    public static async Task<ServedDatabase> OpenAsync(DataFolder folder, CancellationToken cancellationToken) =>
        await GivenAsync(cancellationToken) ?? await EmbeddedAsync(folder, held: null, cancellationToken);

    /// <summary>For a command that runs beside a serving host, or without one.</summary>
    public static async Task<ServedDatabase> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        if (await GivenAsync(cancellationToken) is { } given)
            return given;
        if (DataFolder.TryHold(dataFolder) is { } folder)
            return await EmbeddedAsync(folder, held: folder, cancellationToken);
        var running = EmbeddedPostgres.ConnectionStringOf(dataFolder);
        await DatabaseCheck.EnsureUsableAsync(running, cancellationToken);
        return new ServedDatabase(
            running,
            EmbeddedPostgres.ConnectionStringOf(dataFolder, EmbeddedPostgres.OwnerRole),
            EmbeddedPostgres.ConnectionStringOf(dataFolder, EmbeddedPostgres.Superuser));
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
        logging?.Dispose();
        held?.Dispose();
    }

    private static async Task<ServedDatabase?> GivenAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Csms") is not { Length: > 0 } connectionString)
            return null;
        await DatabaseCheck.EnsureUsableAsync(connectionString, cancellationToken);
        if (Environment.GetEnvironmentVariable("ConnectionStrings__CsmsOwner") is not { Length: > 0 } owner)
            return new ServedDatabase(connectionString, connectionString, connectionString);
        await DatabaseCheck.EnsureUsableAsync(owner, cancellationToken, "ConnectionStrings__CsmsOwner");
        return new ServedDatabase(connectionString, owner, owner);
    }

    private static async Task<ServedDatabase> EmbeddedAsync(DataFolder folder, DataFolder? held, CancellationToken cancellationToken)
    {
        var logging = LoggerFactory.Create(ConsoleLog.Configure);
        try
        {
            var embedded = await EmbeddedPostgres.StartAsync(folder, logging.CreateLogger<EmbeddedPostgres>(), cancellationToken);
            return new ServedDatabase(
                embedded.ConnectionString,
                embedded.OwnerConnectionString,
                EmbeddedPostgres.ConnectionStringOf(folder.Path, EmbeddedPostgres.Superuser),
                embedded,
                logging,
                held);
        }
        catch
        {
            logging.Dispose();
            held?.Dispose();
            throw;
        }
    }
}
