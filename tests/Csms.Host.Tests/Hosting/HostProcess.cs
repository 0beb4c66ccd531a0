using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Csms.Host.Hosting;

namespace Csms.Host.Tests.Hosting;

/// <summary>The program as people start it: a process, its output, its signals.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly ConcurrentQueue<string> errors = new();
    private readonly TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool isDisposed;

    private HostProcess(string dataFolder, ProcessStartInfo start)
    {
        DataFolder = dataFolder;
        process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
                return;
            output.Enqueue(line.Data);
            if (line.Data.StartsWith("Ready", StringComparison.Ordinal))
                ready.TrySetResult(line.Data);
        };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not null)
                errors.Enqueue(line.Data);
        };
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"It ended with {process.ExitCode}: {string.Join('\n', errors)}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string DataFolder { get; }

    public int Id => process.Id;

    public string[] Output => [.. output];

    public string[] Errors => [.. errors];

    public int HttpPort => Port(HttpAddress());

    public int HttpsPort => Port(HttpsAddress());

    /// <summary>The server of this host's cluster, as its pid file names it.</summary>
    public int PostgresId => int.Parse(File.ReadLines(Path.Combine(DataFolder, "postgres", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Starts serving on free ports and waits until it says that it can.</summary>
    public static Task<HostProcess> ServeAsync(string dataFolder) => ServeAsync(dataFolder, connectionString: null, httpPort: 0);

    /// <summary>Serves on a port of one's choice, over another's PostgreSQL if a connection string is given.</summary>
    public static async Task<HostProcess> ServeAsync(string dataFolder, string? connectionString, int httpPort)
    {
        var host = StartOn(connectionString, dataFolder, "--http", httpPort.ToString(CultureInfo.InvariantCulture), "--https", "0");
        await host.ready.Task.WaitAsync(Patience);
        return host;
    }

    public static HostProcess Start(string dataFolder, params string[] arguments) => StartOn(null, dataFolder, arguments);

    public static HostProcess StartOn(string? connectionString, string dataFolder, params string[] arguments) =>
        StartWith(connectionString is null ? [] : new() { ["ConnectionStrings__Csms"] = connectionString }, dataFolder, arguments);

    /// <summary>With these variables in its environment.</summary>
    public static HostProcess StartWith(Dictionary<string, string> settings, string dataFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "csms.dll"), .. arguments, "--data", dataFolder])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__Csms");
        foreach (var (variable, value) in settings)
            start.Environment[variable] = value;
        return new HostProcess(dataFolder, start);
    }

    public async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async Task<int> TerminateAsync()
    {
        Unix.Signal(process.Id, 15).ShouldBeTrue();
        return await EndAsync();
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async Task<int> ReadinessAsync()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://localhost:{HttpPort}/health/ready"));
        return (int)answer.StatusCode;
    }

    /// <summary>The server's processes of this data folder that still run, whoever started them.</summary>
    public static int[] PostgresOf(string dataFolder)
    {
        var found = Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _))
            .Where(id => Read(id!, "cmdline").Contains($"csms.cluster={dataFolder}/", StringComparison.Ordinal)).ToHashSet();
        // A process that a server has just made still looks like it.
        return [.. found.Where(id => !found.Contains(ParentOf(id!))).Select(id => int.Parse(id!, CultureInfo.InvariantCulture))];
    }

    public async ValueTask DisposeAsync()
    {
        // Twice where a test that starts another host in between fails at that: why it failed is what matters then.
        if (isDisposed)
            return;
        isDisposed = true;
        if (!process.HasExited)
            await TerminateAsync();
        process.Dispose();
    }

    // The second field behind the name, which is in brackets and may hold anything.
    private static string? ParentOf(string id)
    {
        var stat = Read(id, "stat");
        return stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
    }

    private static string Read(string id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private int Port(Regex address) => int.Parse(address.Match(ready.Task.Result).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"ws://localhost:(\d+)/ocpp/")]
    private static partial Regex HttpAddress();

    [GeneratedRegex(@"wss://localhost:(\d+)/ocpp/")]
    private static partial Regex HttpsAddress();
}
