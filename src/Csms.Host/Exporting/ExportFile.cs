using System.IO.Compression;
using System.Security.Cryptography;
using Csms.Host.Hosting;

namespace Csms.Host.Exporting;

/// <summary>A file of rows that is being written: what comes in as text is counted, hashed and compressed on its way to the disk, and there is an end to how large it gets.</summary>
internal sealed class ExportFile : Stream
{
    private const int BufferSize = 1 << 16;
    private const long BetweenLooks = 16L << 20;

    // ENOSPC, ERROR_DISK_FULL.
    private const int NoSpaceOnUnix = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);
    private readonly ExportSettings settings;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream file;
    private readonly GZipStream packed;
    private readonly DriveInfo disk;
    private long bytes;
    private long storedBytes;
    private long looked;

    public ExportFile(string path, ExportSettings settings)
    {
        this.settings = settings;
        disk = new DriveInfo(OperatingSystem.IsWindows() ? System.IO.Path.GetPathRoot(path)! : System.IO.Path.GetDirectoryName(path)!);
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = DataFolder.OwnerOnly;
        file = new FileStream(path, how);
        // The host has charge points to serve: a tenth more on the disk is cheaper than three times the work.
        packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
    }

    /// <summary>What to tell whoever asked, when the disk refused.</summary>
    public static ExportFailedException Unwritable(Exception refused, ExportSettings settings) => refused.HResult is NoSpaceOnUnix or NoSpaceOnWindows
        ? NoSpace(settings)
        : new("folder_unusable", "The folder for exports cannot be written; the server's log says why. An administrator must mend it, or set Files:Folder; then ask again.", refused);

    /// <summary>May be asked while another thread writes.</summary>
    public long Bytes => Volatile.Read(ref bytes);

    public long StoredBytes => Volatile.Read(ref storedBytes);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        LookForRoom();
        hash.AppendData(buffer.Span);
        await packed.WriteAsync(buffer, cancellationToken);
        Volatile.Write(ref bytes, bytes + buffer.Length);
        Volatile.Write(ref storedBytes, file.Position);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written asynchronously.");

    /// <summary>Nothing: compressing in small pieces would only make them larger.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Brings the last of it to the disk.</summary>
    /// <returns>The SHA-256 of what was written, as it was before it was compressed.</returns>
    public async Task<string> CompleteAsync(CancellationToken cancellationToken)
    {
        await packed.DisposeAsync();
        await file.FlushAsync(cancellationToken);
        file.Flush(flushToDisk: true);
        Volatile.Write(ref storedBytes, file.Position);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                packed.Dispose();
                file.Dispose();
            }
            catch (IOException)
            {
                // The disk that took no more takes no last bytes either; whoever wrote has been told.
                file.SafeFileHandle.Dispose();
            }

            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void LookForRoom()
    {
        if (StoredBytes > settings.LargestFile)
        {
            throw new ExportFailedException(
                "too_large", $"The file would become larger than {settings.LargestFile} bytes (Exports:LargestFile). Ask for less: a shorter time, or one charge point.");
        }

        if (bytes > 0 && StoredBytes - looked < BetweenLooks)
            return;
        looked = StoredBytes;
        if (disk.AvailableFreeSpace < settings.LeaveFree)
            throw NoSpace(settings);
    }

    private static ExportFailedException NoSpace(ExportSettings settings) => new(
        "no_space",
        $"The disk with the exports is full, or would have less than {settings.LeaveFree} bytes left (Exports:LeaveFree). Delete exports that nobody needs, or have an administrator make room; then ask again.");
}
