using System.Globalization;
using Csms.Bench.Load.Traffic;
using Csms.Testing;
using Npgsql;

namespace Csms.Bench.Load.Targets;

/// <summary>A server that charge points can connect to, in a process of its own, perhaps with a PostgreSQL.</summary>
internal class Target(string name, Child child, int port, int? postmaster) : IAsyncDisposable
{
    // As Sdk.Web sets the host up.
    private static readonly (string, string) ServerCollector = ("DOTNET_gcServer", "1");

    public string Name => name;

    public int Port => port;

    public int Process => child.Id;

    public int? Postmaster => postmaster;

    /// <summary>What was acknowledged by it.</summary>
    public Acknowledged Acknowledged { get; } = new();

    /// <summary>Waits until what follows from the messages has been done too.</summary>
    public virtual Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        await child.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A bare Kestrel that answers from canned bytes.</summary>
    public static async Task<Target> StartBareFloorAsync(string folder, CancellationToken cancellationToken)
    {
        var (child, port) = await StartFloorAsync(folder, "bare", [], cancellationToken);
        return new Target("bare floor", child, port, null);
    }

    /// <summary>The same with an insert for each message that must be stored.</summary>
    public static async Task<Target> StartDurableFloorAsync(string folder, PostgresCluster cluster, CancellationToken cancellationToken)
    {
        var (child, port) = await StartFloorAsync(folder, "durable", ["--database", cluster.AdminConnectionString], cancellationToken);
        return new Target("durable floor", child, port, await PostmasterAsync(cluster.AdminConnectionString, cancellationToken));
    }

    protected static async Task<int> PostmasterAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        return ProcessUsage.Parent(connection.ProcessID);
    }

    private static async Task<(Child Child, int Port)> StartFloorAsync(string folder, string name, string[] options, CancellationToken cancellationToken)
    {
        string[] command = ["dotnet", typeof(Target).Assembly.Location, "load", "floor", .. options];
        var (child, ready) = await Child.StartAsync(command, Path.Combine(folder, $"{name}.log"), FloorServer.Ready, cancellationToken, ServerCollector);
        return (child, int.Parse(ready[FloorServer.Ready.Length..], CultureInfo.InvariantCulture));
    }
}
