namespace Csms.Testing;

/// <summary>Where PostgreSQL's programs are, and how to run them as somebody who is not root (the server refuses root).</summary>
internal static class PostgresBinaries
{
    public static string Find(string program)
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        // Debian keeps the server's programs off the PATH, one folder for each major version.
        const string versions = "/usr/lib/postgresql";
        var debian = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).OrderByDescending(folder => double.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];
        return onPath.Concat(debian).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"PostgreSQL's {program} was found neither on the PATH nor under {versions}. Install Debian's `postgresql`, or set {TestServer.Variable}.");
    }

    /// <summary>Command and arguments that run a program with the rights of the user <c>postgres</c>, where this process is root.</summary>
    public static IReadOnlyList<string> AsServerUser(params IEnumerable<string> command) =>
        Environment.UserName == "root" && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", .. command]
            : [.. command];
}
