using System.Globalization;

namespace Csms.Host.Hosting;

/// <summary>Makes the private cluster, once.</summary>
internal static class ClusterCreation
{
    private const string Access =
        """
        # Written by csms. The server listens on no network; its only socket lies in a folder that the owner alone may enter.
        local all all trust
        local replication all trust

        """;

    /// <summary>Made beside its place and moved there when whole: a start that breaks off leaves nothing half made.</summary>
    public static async Task CreateAsync(PostgresCluster cluster, PostgresPrograms programs, ClusterOwner? owner, CancellationToken cancellationToken)
    {
        var beside = cluster.Folder + ".new";
        if (Directory.Exists(beside))
            Directory.Delete(beside, recursive: true);
        PrepareFolder(beside, owner);
        var (exitCode, output) = await ShortCommand.RunAsync(
            PostgresCommand.Brief(
                programs.InitDb, beside, owner, "--username=postgres", "--encoding=UTF8", "--locale=C", "--data-checksums", "--auth=trust"),
            cancellationToken);
        if (exitCode != 0)
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"initdb could not make a cluster in {cluster.Folder}: {LastLine(output)}");
        await File.WriteAllTextAsync(Path.Combine(beside, "pg_hba.conf"), Access, cancellationToken);
        await File.AppendAllTextAsync(Path.Combine(beside, "postgresql.conf"), Settings(), cancellationToken);
        Directory.Move(beside, cluster.Folder);
    }

    public static void PrepareFolder(string folder, ClusterOwner? owner)
    {
        DataFolder.CreatePrivate(folder);
        if (owner is not null && !Unix.ChangeOwner(folder, owner.UserId, owner.GroupId))
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"Cannot give {folder} to the user PostgreSQL runs as; choose another folder with --data.");
        // Under /tmp somebody else may have been first.
        if (!OperatingSystem.IsWindows() && (new DirectoryInfo(folder).LinkTarget is not null || File.GetUnixFileMode(folder) != DataFolder.OwnerOnlyFolder))
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"{folder} is not a private folder (mode 0700); remove it or choose a shorter path with --data.");
    }

    private static string Settings()
    {
        var eighthOfMemory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8 / 1024 / 1024;
        return string.Create(CultureInfo.InvariantCulture, $"""

            # Written by csms when it made this cluster; yours to change. Network and socket are set on the command line.
            shared_buffers = {Math.Clamp(eighthOfMemory, 128, 1024)}MB
            max_connections = 100
            # A charge point is answered after the commit: the commit must be on disk.
            synchronous_commit = on
            fsync = on
            full_page_writes = on
            wal_compression = on
            max_wal_size = 2GB
            checkpoint_timeout = 15min
            # Who fills a new segment of 16 MB with zeros holds up every commit: 60 to 90 ms where the disk takes 200 MB/s.
            wal_init_zero = off
            random_page_cost = 1.1
            # Compiling a query takes longer than any of ours.
            jit = off
            log_checkpoints = off
            timezone = 'UTC'
            log_timezone = 'UTC'

            """);
    }

    private static string LastLine(string output) =>
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .LastOrDefault(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("FATAL", StringComparison.Ordinal))
        ?? "it gave no reason.";
}
