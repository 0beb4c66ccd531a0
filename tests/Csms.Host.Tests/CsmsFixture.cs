using System.Net.Http.Headers;
using Csms.EventStore;
using Csms.Host.Hosting;
using Csms.Host.Security;
using Csms.ReadModels;
using Csms.ReadModels.Projecting;
using Csms.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Csms.Host.Tests;

/// <summary>A real host on free ports over a real database of its own.</summary>
public class CsmsFixture : IAsyncLifetime
{
    private readonly string dataFolder = Directory.CreateTempSubdirectory("csms-test-").FullName;
    private readonly LoggedSecrets logged = new();
    private TestDatabase? database;
    private WebApplication? app;
    private HttpClient? admin;

    /// <summary>Settings that differ from the defaults, e.g. <c>Ocpp:UnknownChargePoints</c>.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    /// <summary>Services beside those of every host.</summary>
    protected virtual void Add(IServiceCollection services)
    {
    }

    public TestDatabase Database => database!;

    public IServiceProvider Services => app!.Services;

    /// <summary>Sends with an administrator's key.</summary>
    public HttpClient Admin => admin!;

    public Uri Http { get; private set; } = null!;

    public Uri Https { get; private set; } = null!;

    public string DataFolder => dataFolder;

    /// <summary>What it has logged; looked through at the end.</summary>
    internal LoggedSecrets Logged => logged;

    /// <summary>Where charge points connect: <c>ws://127.0.0.1:port/ocpp/</c>.</summary>
    public Uri Ocpp => new UriBuilder(Http) { Scheme = "ws", Path = "/ocpp/" }.Uri;

    public async Task InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(typeof(CsmsApplication).Assembly);
        // As in service: the host owns nothing of what it records.
        await ApplicationRole.GrantAsync(database.DataSource, TestDatabase.ApplicationRole, CancellationToken.None);
        await using (var application = NpgsqlDataSource.Create(database.ApplicationConnectionString))
            await ReadModelSchema.CreateAsync(application, CancellationToken.None);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        if (database is not null)
            await database.DisposeAsync();
        Directory.Delete(dataFolder, recursive: true);
        logged.ShouldBeNone();
    }

    /// <summary>Another host process's worth of state over the same database and folder.</summary>
    public async Task StartAsync()
    {
        app = CsmsApplication.Build(
            new ServeOptions(dataFolder, HttpPort: 0, HttpsPort: 0),
            Database.ApplicationConnectionString,
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(Settings);
                builder.Logging.AddProvider(logged).AddFilter<LoggedSecrets>(null, LogLevel.Trace);
                Add(builder.Services);
            });
        await app.StartAsync();
        // New tables are filled first, beside everything else: what reads them before that would not be found.
        await Services.GetRequiredService<ProjectionPositions>().WaitForAsync(0, TimeSpan.FromSeconds(60), CancellationToken.None);
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a)).ToArray();
        (Http, Https) = (addresses.First(a => a.Scheme == "http"), addresses.First(a => a.Scheme == "https"));
        var key = await Services.GetRequiredService<ApiKeys>().IssueAsync("admin", "administrator", CancellationToken.None);
        LoggedSecrets.Add(key);
        // Who asks first whether a body is wanted waits for the answer.
        admin = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Http };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task StopAsync()
    {
        admin?.Dispose();
        if (app is not null)
        {
            await app.StopAsync();
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>The events of a stream, oldest first.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> EventsOfAsync(string streamId)
    {
        var events = new List<RecordedEvent>();
        await foreach (var recorded in Services.GetRequiredService<PostgresEventStore>().ReadStreamAsync(streamId, CancellationToken.None))
            events.Add(recorded);
        return events;
    }
}
