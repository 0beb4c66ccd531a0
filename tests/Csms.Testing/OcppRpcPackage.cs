using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Csms.Testing;

/// <summary>npm's ocpp-rpc, a charge point nobody here wrote and the carrier of the official JSON schemas. <c>./test</c> installs it where npm is there.</summary>
public static class OcppRpcPackage
{
    public const string Missing = "Node.js or the npm package ocpp-rpc is missing: ./test installs the package where npm is there.";

    /// <summary>The folder of our own scripts, <c>tests/ocpp-rpc</c>.</summary>
    public static string Scripts { get; } = Path.GetFullPath(Path.Combine(
        typeof(OcppRpcPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!, "..", "ocpp-rpc"));

    public static string Package { get; } = Path.Combine(Scripts, "node_modules", "ocpp-rpc");

    public static bool IsInstalled { get; } = Directory.Exists(Package) && NodeAnswers();

    private static bool NodeAnswers()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs <see cref="OcppRpcPackage"/>, and says so where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OcppRpcFactAttribute : FactAttribute
{
    public OcppRpcFactAttribute()
    {
        if (!OcppRpcPackage.IsInstalled)
            Skip = OcppRpcPackage.Missing;
    }
}
