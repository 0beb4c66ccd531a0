using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Csms.Host.Hosting;

/// <summary>Where this machine keeps <c>postgres</c> and <c>initdb</c>.</summary>
internal sealed partial record PostgresPrograms(string Folder, int Version)
{
    public const int OldestVersion = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>
    /// The newest that is installed, or the one a cluster was made with: a cluster of version 15 does not open with 16.
    /// </summary>
    /// <exception cref="StartupFailure">None, or only ones that are too old.</exception>
    public static async Task<PostgresPrograms> FindAsync(int? clusterVersion, CancellationToken cancellationToken)
    {
        var found = new List<PostgresPrograms>();
        foreach (var folder in Folders().Where(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"))))
            if (await VersionOfAsync(Path.Combine(folder, "postgres"), cancellationToken) is { } version)
                found.Add(new PostgresPrograms(folder, version));

        var newest = found.MaxBy(programs => programs.Version)
            ?? throw new StartupFailure(ExitCode.PostgresMissing, $"PostgreSQL is not installed; install version {OldestVersion} or newer (Debian: apt-get install postgresql) or set ConnectionStrings__Csms to a server.");
        if (newest.Version < OldestVersion)
            throw new StartupFailure(ExitCode.PostgresTooOld, $"PostgreSQL {newest.Version} in {newest.Folder} is too old; version {OldestVersion} or newer is needed.");
        if (clusterVersion is null)
            return newest;
        return found.FirstOrDefault(programs => programs.Version == clusterVersion)
            ?? throw new StartupFailure(ExitCode.PostgresMissing, $"The cluster in the data folder was made with PostgreSQL {clusterVersion}, which is not installed (found: {newest.Version}); install it, or move the data with pg_upgrade.");
    }

    private static IEnumerable<string> Folders()
    {
        var onPath = ShortCommand.Find("postgres");
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        string[] elsewhere = ["/usr/pgsql-18/bin", "/usr/pgsql-17/bin", "/usr/pgsql-16/bin", "/usr/pgsql-15/bin", "/usr/bin", "/usr/local/pgsql/bin", "/opt/homebrew/bin"];
        // A link on the PATH may stand alone; initdb looks for postgres beside its own real place.
        return (onPath is null ? [] : new[] { Path.GetDirectoryName(File.ResolveLinkTarget(onPath, returnFinalTarget: true)?.FullName ?? onPath)! })
            .Concat(installed.Select(folder => Path.Combine(folder, "bin"))).Concat(elsewhere).Distinct();
    }

    private static async Task<int?> VersionOfAsync(string postgres, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ShortCommand.RunAsync(new ProcessStartInfo(postgres, ["--version"]), cancellationToken);
        return exitCode == 0 && MajorVersion().Match(output) is { Success: true } match
            ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}
