using System.Diagnostics;
using System.Globalization;

namespace Csms.Host.Hosting;

/// <summary>Deals with what an earlier run that was killed left behind, so that a cluster never has two servers.</summary>
internal static class LeftoverPostmaster
{
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(10);

    /// <summary>Shuts down a server of this cluster that still runs; removes a pid file whose number meanwhile belongs to another program.</summary>
    /// <remarks>A pid file whose process is gone is left to PostgreSQL, which finds shared memory still in use by its name.</remarks>
    /// <returns>The process that had to be shut down.</returns>
    public static int? Clear(PostgresCluster cluster, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || ReadText(cluster.PostmasterFile) is not { } text || IdOf(text) is not { } id || !Directory.Exists($"/proc/{id}"))
            return null;
        // A postmaster's working directory is its cluster: the same file seen from there is the proof that it is ours.
        if (ReadText($"/proc/{id}/cwd/postmaster.pid") != text)
        {
            File.Delete(cluster.PostmasterFile);
            return null;
        }

        if (!EndsAfter(id, Unix.Interrupt, FastShutdown, cancellationToken) && !EndsAfter(id, Unix.Quit, ImmediateShutdown, cancellationToken))
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"An earlier PostgreSQL (process {id}) of {cluster.Folder} does not stop; end it first.");
        return id;
    }

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
