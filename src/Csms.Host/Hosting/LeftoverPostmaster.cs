using System.Diagnostics;
using System.Globalization;

namespace Csms.Host.Hosting;

/// <summary>Deals with what an earlier run that was killed left behind, so that a cluster never has two servers.</summary>
internal static class LeftoverPostmaster
{
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(10);

    /// <summary>Shuts down a server of this cluster that still runs, and removes lock files in the name of one that does not.</summary>
    /// <remarks>
    /// PostgreSQL trusts any living process of the number in a lock file, also one that meanwhile got that number and one that ended but was
    /// not waited for, both everyday in containers. What still uses the cluster's shared memory it finds without these files.
    /// </remarks>
    /// <returns>The process that had to be shut down.</returns>
    public static int? Clear(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var earlier = Running(cluster);
        if (earlier is { } id && !EndsAfter(id, Unix.Interrupt, FastShutdown, cancellationToken) && !EndsAfter(id, Unix.Quit, ImmediateShutdown, cancellationToken))
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"An earlier PostgreSQL (process {id}) of {cluster.Folder} does not stop; end it first.");
        File.Delete(cluster.PostmasterFile);
        File.Delete(cluster.SocketLockFile);
        return earlier;
    }

    // A postmaster's working directory is its cluster: the same file seen from there is the proof that it is ours.
    private static int? Running(PostgresCluster cluster) =>
        ReadText(cluster.PostmasterFile) is { } text && IdOf(text) is { } id && ReadText($"/proc/{id}/cwd/postmaster.pid") == text ? id : null;

    private static bool EndsAfter(int id, int signal, TimeSpan limit, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        Unix.Signal(id, signal);
        while (Runs(id) && waited.Elapsed < limit)
            if (cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20)))
                cancellationToken.ThrowIfCancellationRequested();
        return !Runs(id);
    }

    // A process that ended and that nobody has waited for yet (Z) holds nothing any more.
    private static bool Runs(int id) => ReadText($"/proc/{id}/stat") is { } stat && !stat[(stat.LastIndexOf(')') + 1)..].StartsWith(" Z", StringComparison.Ordinal);

    private static int? IdOf(string postmasterFile) =>
        int.TryParse(postmasterFile.Split('\n')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
