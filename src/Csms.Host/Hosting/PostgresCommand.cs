using System.Diagnostics;
using System.Globalization;

namespace Csms.Host.Hosting;

/// <summary>How one of PostgreSQL's programs is started for a cluster, as the user who owns it.</summary>
/// <remarks>
/// A process that gave up root cannot walk through folders only root may enter (/root, mktemp -d). The folder is therefore opened before
/// the change of user and named by its descriptor: nobody's folders need wider permissions.
/// </remarks>
internal static class PostgresCommand
{
    private static readonly bool HasSetPriv = OperatingSystem.IsLinux() && ShortCommand.Find("setpriv") is not null;

    /// <summary>Runs to its end, in the host's own process group.</summary>
    public static ProcessStartInfo Brief(string program, string folder, ClusterOwner? owner, params IEnumerable<string> arguments) =>
        Start(folder, owner, "", owner is null ? [] : ["setpriv", .. Identity(owner), "--"], program, arguments);

    /// <summary>
    /// The server. setsid keeps a terminal's Ctrl-C away from it: PostgreSQL goes after the host and not with it. The parent death signal is a
    /// fast shutdown: it does not outlive a host that was killed. That signal is tied to the starting thread, which must live as long as the host.
    /// </summary>
    public static ProcessStartInfo Server(string program, string folder, ClusterOwner? owner, string log, params IEnumerable<string> arguments) =>
        Start(folder, owner, log, HasSetPriv ? ["setsid", "setpriv", "--pdeathsig", "INT", .. Identity(owner), "--"] : [], program, arguments);

    private static ProcessStartInfo Start(string folder, ClusterOwner? owner, string log, string[] isolation, string program, IEnumerable<string> arguments)
    {
        var script = "exec 9<\"$1\"; " + (log.Length == 0 ? "" : "exec </dev/null >>\"$2\" 2>&1; ") + "shift 2; exec \"$@\"";
        var named = owner is null ? folder : "/proc/self/fd/9";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", folder, log, .. isolation, program, "-D", named, .. arguments]) { WorkingDirectory = "/" };
        // The host's environment may hold PGDATA, PGOPTIONS or secrets; none of them is this cluster's business.
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    private static string[] Identity(ClusterOwner? owner) => owner is null
        ? []
        : ["--reuid", owner.UserId.ToString(CultureInfo.InvariantCulture), "--regid", owner.GroupId.ToString(CultureInfo.InvariantCulture), "--clear-groups"];
}
