using System.Diagnostics;
using System.Reflection;
using System.Text;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Testing;

namespace Csms.EventStore.Tests.Ledger;

/// <summary>Short words for exports in tests.</summary>
internal static class Exporting
{
    public static async Task<string> ExportAsync(this TestDatabase database, ExportScope? scope = null)
    {
        using var file = new MemoryStream();
        await new ExportWriter(database.DataSource).WriteAsync(file, scope ?? new(), progress: null, CancellationToken.None);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public static async Task<Verdict> VerifyAsync(this string export, string? older = null, LedgerKey? key = null)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(export));
        return await new ExportVerifier([key ?? Sealing.Key], older).VerifyAsync(file, progress: null, CancellationToken.None);
    }

    public static async Task ShouldBeFoundAsync(this string export, VerdictKind kind, string what, string? older = null, LedgerKey? key = null)
    {
        var verdict = await export.VerifyAsync(older, key);
        verdict.Kind.ShouldBe(kind, verdict.What);
        verdict.What.ShouldContain(what);
        verdict.What.ShouldNotContain("\n");
        await NodeVerifier.ShouldAgreeAsync(export, kind, older, key ?? Sealing.Key);
    }
}

/// <summary>The verifier that comes with the documentation, in another language; passed over where Node.js is missing.</summary>
internal static class NodeVerifier
{
    public const string Missing = "Node.js is missing";

    private static readonly string Script = Path.GetFullPath(Path.Combine(
        typeof(NodeVerifier).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "..", "..", "docs", "verify.mjs"));

    public static bool IsThere { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    public static async Task ShouldAgreeAsync(string export, VerdictKind kind, string? older, LedgerKey key)
    {
        if (!IsThere)
            return;
        var folder = Directory.CreateTempSubdirectory("csms-verify-").FullName;
        try
        {
            var (file, keyFile, olderFile) = (Path.Combine(folder, "export.ndjson"), Path.Combine(folder, "key.pem"), Path.Combine(folder, "older.txt"));
            await File.WriteAllTextAsync(file, export);
            await File.WriteAllTextAsync(keyFile, key.PublicPem());
            if (older is not null)
                await File.WriteAllTextAsync(olderFile, older);
            using var node = Process.Start(new ProcessStartInfo("node", older is null ? [Script, file, keyFile] : [Script, file, keyFile, olderFile]) { RedirectStandardOutput = true })!;
            var said = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            ((VerdictKind)node.ExitCode).ShouldBe(kind, said);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
