using System.Diagnostics;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Tests.Hosting;

namespace Csms.Host.Tests.Evidence;

/// <summary>The verifier that comes with the documentation, over an unpacked bundle.</summary>
internal static class NodeScript
{
    private static readonly string? Script = Find();

    public static bool IsThere { get; } = Script is not null && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    public static async Task<VerdictKind> RunAsync(Bundle bundle, string key)
    {
        using var folder = new TemporaryFolder();
        var (unpacked, keyFile) = (Path.Combine(folder.Path, "bundle"), Path.Combine(folder.Path, "key.pem"));
        bundle.UnpackTo(unpacked);
        await File.WriteAllTextAsync(keyFile, key);
        using var node = Process.Start(new ProcessStartInfo("node", [Script!, unpacked, keyFile]) { RedirectStandardOutput = true })!;
        await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (VerdictKind)node.ExitCode;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "docs", "verify.mjs");
            if (File.Exists(script))
                return script;
        }

        return null;
    }
}
