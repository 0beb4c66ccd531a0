using System.Diagnostics;
using System.Globalization;

namespace Csms.Host.Hosting;

/// <summary>The account PostgreSQL runs as when the host runs as root, which PostgreSQL refuses to do itself.</summary>
internal sealed record ClusterOwner(int UserId, int GroupId)
{
    /// <summary>Null when no other account is needed. An existing cluster keeps its owner.</summary>
    public static async Task<ClusterOwner?> ChooseAsync(string cluster, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return null;
        if (!OperatingSystem.IsLinux() || ShortCommand.Find("setpriv") is null)
            throw new StartupFailure(ExitCode.PostgresMissing, "Running as root needs setpriv (package util-linux) to run PostgreSQL as another user; start as an ordinary user instead.");
        return await OfAsync(cluster, cancellationToken) ?? OfAccount("postgres") ?? OfAccount("nobody")
            ?? throw new StartupFailure(ExitCode.PostgresMissing, "PostgreSQL does not run as root and there is no user postgres or nobody; start as an ordinary user instead.");
    }

    private static async Task<ClusterOwner?> OfAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return null;
        var (exitCode, output) = await ShortCommand.RunAsync(new ProcessStartInfo("stat", ["--format=%u %g", folder]), cancellationToken);
        var ids = output.Split(' ', StringSplitOptions.TrimEntries);
        return exitCode == 0 && ids is [var user, var group] && user != "0" ? Parse(user, group) : null;
    }

    private static ClusterOwner? OfAccount(string name) =>
        File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields.Length > 3 && fields[0] == name) is { } account
            ? Parse(account[2], account[3])
            : null;

    private static ClusterOwner Parse(string user, string group) =>
        new(int.Parse(user, CultureInfo.InvariantCulture), int.Parse(group, CultureInfo.InvariantCulture));
}
