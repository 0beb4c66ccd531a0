using System.IO.Enumeration;

namespace Csms.Host.Hosting;

/// <summary>
/// Has the kernel write out soon what PostgreSQL leaves with it. Every new page of a growing table or index is handed over first, full of zeros, and flushed by nobody before the next checkpoint:
/// the kernel keeps such pages for half a minute (<c>vm.dirty_expire_centisecs</c>) and then writes all of them at once, and each commit of that moment waits behind them (ADR 0041).
/// </summary>
internal sealed class WriteBehind : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly string folder;
    private readonly ManualResetEventSlim ended = new();
    private readonly Thread thread;

    private WriteBehind(string folder)
    {
        this.folder = folder;
        // Not one of the pool's: a disk that is behind makes it wait.
        thread = new Thread(Run) { IsBackground = true, Name = "write-behind" };
    }

    /// <param name="tables">The folder of a cluster's databases, <c>base</c>.</param>
    /// <returns>Null where the operating system has no call for it.</returns>
    public static WriteBehind? Start(string tables)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var started = new WriteBehind(tables);
        started.thread.Start();
        return started;
    }

    public void Dispose()
    {
        ended.Set();
        thread.Join();
        ended.Dispose();
    }

    private void Run()
    {
        var last = TimeProvider.System.GetUtcNow();
        while (!ended.Wait(Every))
        {
            var began = TimeProvider.System.GetUtcNow();
            try
            {
                foreach (var file in ChangedSince(last - Every))
                {
                    using var handle = File.OpenHandle(file, share: FileShare.ReadWrite | FileShare.Delete);
                    Unix.StartWriting(handle);
                }

                last = began;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A table was dropped meanwhile; the others have their turn again.
            }
        }
    }

    private FileSystemEnumerable<string> ChangedSince(DateTimeOffset time) =>
        new(folder, (ref entry) => entry.ToFullPath(), new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = default })
        {
            ShouldIncludePredicate = (ref entry) => !entry.IsDirectory && entry.LastWriteTimeUtc >= time,
        };
}
