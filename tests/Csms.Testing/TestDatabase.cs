using System.Reflection;
using Csms.EventStore;
using Npgsql;
using Xunit;

namespace Csms.Testing;

/// <summary>
/// A migrated PostgreSQL database of one's own, dropped afterwards; as a class fixture (<c>IClassFixture&lt;TestDatabase&gt;</c>) or by hand. It is in the
/// PostgreSQL that the environment variable <c>CSMS_TEST_DATABASE</c> names (a superuser's connection string), or in one that this process starts.
/// Derive from it to add owners of migrations: <c>public sealed class ReadModelDatabase() : TestDatabase(typeof(X).Assembly);</c>
/// </summary>
public class TestDatabase : IAsyncLifetime, IAsyncDisposable
{
    private readonly IReadOnlyList<Assembly> owners;
    private string admin = "";
    private NpgsqlDataSource? dataSource;

    /// <summary>With the event store's tables only.</summary>
    public TestDatabase()
        : this([])
    {
    }

    /// <param name="owners">Assemblies with migrations beyond the event store's, in order.</param>
    protected TestDatabase(params Assembly[] owners) => this.owners = [typeof(PostgresEventStore).Assembly, .. owners];

    public NpgsqlDataSource DataSource => dataSource ?? throw new InvalidOperationException("The fixture is not initialized.");

    /// <summary>Owns nothing; the tests' databases grant it nothing by themselves.</summary>
    public const string ApplicationRole = "csms_test_app";

    /// <summary>As <see cref="ApplicationRole"/>; its rights come with <see cref="EventStore.ApplicationRole.GrantAsync"/>.</summary>
    public string ApplicationConnectionString => new NpgsqlConnectionStringBuilder(ConnectionString) { Options = $"-c role={ApplicationRole}" }.ConnectionString;

    /// <summary>With everything in it, for a program that makes its own data source.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>A database outside a fixture.</summary>
    public static async Task<TestDatabase> CreateAsync(params Assembly[] owners)
    {
        var database = new TestDatabase(owners);
        await database.InitializeAsync();
        return database;
    }

    /// <summary>A database in a cluster of the test's own, e.g. one that will be killed.</summary>
    public static async Task<TestDatabase> CreateInAsync(PostgresCluster cluster, params Assembly[] owners)
    {
        var database = new TestDatabase(owners);
        await database.CreateAsync(cluster.AdminConnectionString);
        return database;
    }

    public async Task InitializeAsync() => await CreateAsync(await TestServer.GetAsync());

    public async Task DisposeAsync()
    {
        if (dataSource is null)
            return;
        await dataSource.DisposeAsync();
        await TestServer.DropDatabaseAsync(admin, new NpgsqlConnectionStringBuilder(ConnectionString).Database!);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private async Task CreateAsync(string adminConnectionString)
    {
        admin = adminConnectionString;
        ConnectionString = await TestServer.CreateDatabaseAsync(admin, owners);
        dataSource = NpgsqlDataSource.Create(ConnectionString);
    }
}
