using System.Diagnostics;
using System.Runtime.InteropServices;
using Csms.Host.Hosting;
using Microsoft.Win32.SafeHandles;
using Npgsql;

namespace Csms.Host.Tests.Hosting;

public sealed class WritingBehind : IDisposable
{
    private const int Cachestat = 451;
    private static readonly TimeSpan LongBeforeTheKernelWould = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public async Task What_a_table_grew_by_is_not_left_with_the_kernel_for_half_a_minute()
    {
        var left = Path.Combine(folder.Path, "left with the kernel");
        await File.AppendAllBytesAsync(left, new byte[1 << 20]);
        Skip.If(DirtyPages(left) is not > 0, "This kernel does not tell which pages of a file are still to be written (cachestat(2), Linux 6.5), or keeps none here.");

        await using var host = await HostProcess.ServeAsync(folder.Data);
        await using var database = NpgsqlDataSource.Create(EmbeddedPostgres.ConnectionStringOf(folder.Data, EmbeddedPostgres.Superuser));
        await using var growing = database.CreateCommand("CREATE TABLE growing AS SELECT repeat('x', 1000) AS text FROM generate_series(1, 10000)");
        await growing.ExecuteNonQueryAsync();
        await using var path = database.CreateCommand("SELECT pg_relation_filepath('growing')");
        var table = Path.Combine(folder.Data, "postgres", (string)(await path.ExecuteScalarAsync())!);
        new FileInfo(table).Length.ShouldBeGreaterThan(10_000_000);

        var waited = Stopwatch.StartNew();
        while (DirtyPages(table) > 0 && waited.Elapsed < LongBeforeTheKernelWould)
            await Task.Delay(100);
        DirtyPages(table).ShouldBe(0);
    }

    /// <summary>Null where that cannot be told.</summary>
    private static long? DirtyPages(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        var pages = new long[5];
        return syscall(Cachestat, file, new long[2], pages, 0) == 0 ? pages[1] : null;
    }

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint syscall(nint number, SafeFileHandle file, long[] range, [Out] long[] pages, uint flags);
}
