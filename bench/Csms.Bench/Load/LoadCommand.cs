using System.Diagnostics;
using System.Runtime.InteropServices;
using Csms.Bench.Load.Targets;
using Csms.Host.Hosting;
using Csms.Testing;

namespace Csms.Bench.Load;

/// <summary><c>load</c>: starts what is measured, measures it, and leaves nothing behind.</summary>
internal static class LoadCommand
{
    /// <summary>The environment variable by which a process deals with what arrives on the thread that heard of it.</summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["floor"]:
                await FloorServer.RunAsync(null);
                return 0;
            case ["floor", "--database", var connectionString]:
                await FloorServer.RunAsync(connectionString);
                return 0;
            case [.., "--help" or "-h"]:
                Console.WriteLine(LoadOptions.Help);
                return 0;
        }

        if (LoadOptions.Read(args) is not { } options)
        {
            Console.Error.WriteLine(LoadOptions.Help);
            return 2;
        }

        // The generator must not be the bottleneck: what arrives is dealt with on the thread that heard of it. Read when the first socket is made.
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            return await MeasureAsync(options, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Console.Error.WriteLine("Stopped.");
            return 130;
        }
        catch (InvalidOperationException e)
        {
            // A server that does not start, a build that fails; or a fault of this program, which the place tells.
            Console.Error.WriteLine(e);
            return 1;
        }
    }

    private static async Task<int> MeasureAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var program = options.Host ?? await BuildHostAsync(cancellationToken);
        var folder = Directory.CreateTempSubdirectory("csms-load-").FullName;
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess)
            // PostgreSQL runs as another user then, and must reach its own folder.
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            using var group = options.InGroup && Autogroup.IsInForce ? ControlGroup.Enter() : null;
            await using var cluster = await PostgresCluster.StartAsync(durable: true);
            await using var bare = await Target.StartBareFloorAsync(folder, cancellationToken);
            await using var durable = await Target.StartDurableFloorAsync(folder, cluster, cancellationToken);
            await using var host = await HostTarget.StartAsync(folder, program, cancellationToken);
            return await new LoadRun(options, bare, durable, host).RunAsync(cancellationToken) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Builds the host of this repository for release.</summary>
    /// <returns>Its csms.dll.</returns>
    public static async Task<string> BuildHostAsync(CancellationToken cancellationToken)
    {
        var project = Path.Combine(Repository(), "src", "Csms.Host");
        string[] build = ["build", project, "-c", "Release", "-v", "q", "--nologo", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false"];
        using var process = Process.Start(new ProcessStartInfo("dotnet", build) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? Path.Combine(project, "bin", "Release", "net10.0", "csms.dll") : throw new InvalidOperationException(output);
    }

    /// <summary>The folder of Csms.sln.</summary>
    public static string Repository()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Csms.sln")))
            root = root.Parent ?? throw new InvalidOperationException("Run this from the repository, or name a csms.dll with --host.");
        return root.FullName;
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
