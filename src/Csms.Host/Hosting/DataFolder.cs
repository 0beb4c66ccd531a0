namespace Csms.Host.Hosting;

/// <summary>The folder that holds everything one installation keeps: cluster, certificates, first key. Only one process holds it at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OwnerOnlyFolder = OwnerOnly | UnixFileMode.UserExecute;
    private readonly FileStream heldLock;

    private DataFolder(string path, FileStream heldLock) => (Path, this.heldLock) = (path, heldLock);

    public string Path { get; }

    /// <exception cref="StartupFailure">The folder cannot be written, or another process holds it.</exception>
    public static DataFolder Hold(string path) =>
        TryHold(path) ?? throw new StartupFailure(
            ExitCode.DataFolderUnusable, $"The data folder {System.IO.Path.GetFullPath(path)} is in use by another csms; stop that one or choose another with --data.");

    /// <summary>Null when another process holds the folder.</summary>
    public static DataFolder? TryHold(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            CreatePrivate(path);
            // The operating system lets go of this lock when the process ends, however it ends: there is no stale one.
            return new DataFolder(path, Open(path, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartupFailure(ExitCode.DataFolderUnusable, $"Cannot write to the data folder {path}: {OneLine(e.Message)} Choose another with --data.");
        }
    }

    public static void CreatePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnlyFolder);
    }

    /// <summary>Writes a secret so that a crash leaves either the old file or the new one, readable by its owner alone from the first byte on.</summary>
    public static void WritePrivately(string path, string content)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(beside, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    public void Dispose() => heldLock.Dispose();

    private static FileStream Open(string path, FileShare share) =>
        new(System.IO.Path.Combine(path, "csms.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, share);

    // EWOULDBLOCK on Linux, EWOULDBLOCK on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
