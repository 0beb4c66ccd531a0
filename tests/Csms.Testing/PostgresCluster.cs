using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Csms.Testing;

/// <summary>
/// A throw-away PostgreSQL in a temporary folder, reached by a socket in that folder only. It stops and is deleted when it is disposed of and when this
/// process ends, however it ends: a shell (the reaper) waits for the end of its standard input, which the kernel closes with us.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The settings that ./run gives its own PostgreSQL, so that measurements are of what people get. What is not as there: pages have no checksums (initdb's
    // --data-checksums), and nobody writes every second what tables grow by (ADR 0041).
    private const string DurableSettings =
        "-c shared_buffers=1GB -c wal_compression=on -c max_wal_size=2GB -c checkpoint_timeout=15min -c wal_init_zero=off -c random_page_cost=1.1 -c jit=off";

    private const string FastSettings = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off";

    // Ctrl-C reaches everything in the terminal's foreground; the reaper must outlive it.
    private const string Reap = """
        trap '' INT TERM HUP
        cat >/dev/null
        pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
        [ -n "$pid" ] && kill -QUIT "$pid" 2>/dev/null && while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
        rm -rf "$1"
        """;

    private readonly string folder;
    private readonly string settings;
    private readonly Process reaper;
    private Process? server;

    private PostgresCluster(string folder, string settings)
    {
        this.folder = folder;
        this.settings = settings;
        reaper = Start(["sh", "-c", Reap, "reaper", folder]);
    }

    /// <summary>Connects as superuser to the database <c>postgres</c>.</summary>
    public string AdminConnectionString => $"Host={folder};Username=postgres;Database=postgres;Include Error Detail=true";

    /// <summary>What a relay connects to that stands in between.</summary>
    public string SocketFile => Path.Combine(folder, ".s.PGSQL.5432");

    /// <param name="durable">With fsync, for tests and measurements that are about what survives; otherwise fast and forgetful.</param>
    /// <param name="disk">Where its folder is made; with the temporary files when null.</param>
    public static async Task<PostgresCluster> StartAsync(bool durable = false, string? disk = null)
    {
        var folder = disk is null ? Directory.CreateTempSubdirectory("csms-pg-").FullName : Directory.CreateDirectory(Path.Combine(disk, "pg")).FullName;
        if (Environment.IsPrivilegedProcess)
            await RunAsync(["chown", "postgres:", folder]);
        var cluster = new PostgresCluster(folder, durable ? DurableSettings : FastSettings);
        await RunAsync(PostgresBinaries.AsServerUser(
            PostgresBinaries.Find("initdb"), "-D", Path.Combine(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"));
        await cluster.StartServerAsync();
        return cluster;
    }

    /// <summary>Stops every process of the server where it is (SIGSTOP): its sockets stay open, and nothing is answered.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    public Task ResumeAsync() => SignalAsync("-CONT");

    /// <summary>Pulls the plug: SIGKILL to the server and its backends; what was committed must be there after <see cref="StartServerAsync"/>.</summary>
    public async Task KillServerAsync()
    {
        var backends = await File.ReadAllTextAsync($"/proc/{server!.Id}/task/{server.Id}/children");
        server.Kill();
        // Without their parent they would end by themselves, but only when they next look; until then the server refuses to start.
        foreach (var backend in backends.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                using var process = Process.GetProcessById(int.Parse(backend, CultureInfo.InvariantCulture));
                process.Kill();
            }
            catch (ArgumentException)
            {
                // It was faster.
            }
        }
        await server.WaitForExitAsync();
    }

    /// <summary>Starts the server (again); returns when it takes connections.</summary>
    public async Task StartServerAsync()
    {
        var postgres = PostgresBinaries.Find("postgres");
        var script = $"""exec "$1" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 {settings} >>"$2/data/server.log" 2>&1""";
        var clock = Stopwatch.StartNew();
        while (!await TakesConnectionsAsync())
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"PostgreSQL did not start: {await File.ReadAllTextAsync(Path.Combine(folder, "data", "server.log"))}");
            if (server is null or { HasExited: true })
                server = Start(PostgresBinaries.AsServerUser("sh", "-c", script, "postgres", postgres, folder));
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        reaper.StandardInput.Close();
        await reaper.WaitForExitAsync();
        reaper.Dispose();
        server?.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        // The server itself first: it would start others for those that it misses.
        var backends = await File.ReadAllTextAsync($"/proc/{server!.Id}/task/{server.Id}/children");
        string[] all = [server.Id.ToString(CultureInfo.InvariantCulture), .. backends.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        using var kill = Start(["kill", signal, .. all]);
        // A backend that has just ended is none of those that count.
        await kill.WaitForExitAsync();
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{AdminConnectionString};Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static async Task RunAsync(IReadOnlyList<string> command)
    {
        using var process = Start(command);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {errors}");
    }

    private static Process Start(IReadOnlyList<string> command) => Process.Start(
        new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // PostgreSQL's users may not read the folder that the tests run in.
            WorkingDirectory = "/",
        })!;
}
