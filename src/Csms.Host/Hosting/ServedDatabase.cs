namespace Csms.Host.Hosting;

/// <summary>The database a command works with: the one it is given, the one a running host keeps, or one started for the occasion.</summary>
internal sealed class ServedDatabase : IAsyncDisposable
{
    private readonly ILoggerFactory? logging;
    private readonly EmbeddedPostgres? embedded;
    private readonly DataFolder? held;

    private ServedDatabase(string connectionString, EmbeddedPostgres? embedded = null, ILoggerFactory? logging = null, DataFolder? held = null) =>
        (ConnectionString, this.embedded, this.logging, this.held) = (connectionString, embedded, logging, held);

    public string ConnectionString { get; }

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
        return new ServedDatabase(running);
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
        return new ServedDatabase(connectionString);
    }

    private static async Task<ServedDatabase> EmbeddedAsync(DataFolder folder, DataFolder? held, CancellationToken cancellationToken)
    {
        var logging = LoggerFactory.Create(ConsoleLog.Configure);
        try
        {
            var embedded = await EmbeddedPostgres.StartAsync(folder, logging.CreateLogger<EmbeddedPostgres>(), cancellationToken);
            return new ServedDatabase(embedded.ConnectionString, embedded, logging, held);
        }
        catch
        {
            logging.Dispose();
            held?.Dispose();
            throw;
        }
    }
}
