using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Csms.Host.Hosting;

/// <summary>The few calls to the operating system that .NET has no name for.</summary>
internal static class Unix
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    private const uint SyncFileRangeWrite = 2;

    /// <summary>False when the process is gone or not ours.</summary>
    public static bool Signal(int processId, int signal) => kill(processId, signal) == 0;

    public static bool ChangeOwner(string path, int userId, int groupId) => lchown(path, userId, groupId) == 0;

    /// <summary>The changed pages of a file are on their way to the disk; nobody waits for them. Linux only, sync_file_range(2).</summary>
    public static bool StartWriting(SafeFileHandle file) => sync_file_range(file, 0, 0, SyncFileRangeWrite) == 0;

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int processId, int signal);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int userId, int groupId);

    [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sync_file_range(SafeFileHandle file, long offset, long length, uint flags);
}
