using System.Security.Cryptography;
using Csms.Host.Hosting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Files;

/// <summary>Bytes that came and lie under a name of their own until it is decided whether they stay.</summary>
internal sealed record Arrival(string Path, long Size, string Sha256);

/// <summary>More bytes came than may.</summary>
internal sealed class FileTooLargeException() : Exception("The file is larger than this server takes.");

/// <summary>The folder with the bytes of files. Every name in it is made here, of an id and a hash; none comes from outside.</summary>
internal sealed class FileFolder(ServeOptions options, IOptions<FileSettings> settings)
{
    private const int BufferSize = 1 << 16;
    private const long BetweenLooks = 16L << 20;
    private const string Unfinished = ".part";
    private static readonly TimeSpan AgeOfLeftovers = TimeSpan.FromDays(2);
    private readonly string folder = settings.Value.Folder is { Length: > 0 } given ? Path.GetFullPath(given) : Path.Combine(options.DataFolder, "files");

    /// <summary>A place in it for what others keep.</summary>
    public string Below(string name) => Path.Combine(folder, name);

    /// <summary>Writes a stream to the disk, never more than a buffer of it in memory; nothing is left of one that breaks off.</summary>
    /// <exception cref="FileTooLargeException">It has more bytes than <paramref name="largest"/>.</exception>
    /// <exception cref="IOException">The disk is full, or would have less left than is to stay free.</exception>
    public async Task<Arrival> ReceiveAsync(Stream source, long largest, CancellationToken cancellationToken)
    {
        DataFolder.CreatePrivate(folder);
        DeleteLeftovers();
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N") + Unfinished);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var (size, look) = (0L, 0L);
            await using (var file = Create(path))
            {
                var buffer = new byte[BufferSize];
                while (await source.ReadAsync(buffer, cancellationToken) is var read and > 0)
                {
                    if (size >= look)
                    {
                        LookForRoom();
                        look = size + BetweenLooks;
                    }

                    size += read;
                    if (size > largest)
                        throw new FileTooLargeException();
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }

                file.Flush(flushToDisk: true);
            }

            return new Arrival(path, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives an arrival its name for good. Durable when it returns: flushing a file after its renaming brings the new name to the disk as well.</summary>
    public void Keep(Guid fileId, Arrival arrival)
    {
        var path = PathOf(fileId, arrival.Sha256);
        File.Move(arrival.Path, path, overwrite: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Flush(flushToDisk: true);
    }

    public static void Drop(Arrival arrival) => File.Delete(arrival.Path);

    /// <summary>Where the bytes lie, or null when they are not in this node's folder.</summary>
    public string? Find(Guid fileId, string sha256) => PathOf(fileId, sha256) is var path && File.Exists(path) ? path : null;

    public void Delete(Guid fileId, string sha256)
    {
        if (Directory.Exists(folder))
            File.Delete(PathOf(fileId, sha256));
    }

    /// <summary>By id and hash: two uploads to one address that race lie beside each other until one of them is recorded.</summary>
    private string PathOf(Guid fileId, string sha256) => Path.Combine(folder, $"{fileId:N}-{sha256}");

    private static FileStream Create(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = DataFolder.OwnerOnly;
        return new FileStream(path, how);
    }

    private void LookForRoom()
    {
        if (new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace < settings.Value.LeaveFree)
            throw new IOException($"The disk with {folder} has less than {settings.Value.LeaveFree} bytes left (Files:LeaveFree).");
    }

    /// <summary>What a crash left in the middle of an upload.</summary>
    private void DeleteLeftovers()
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*" + Unfinished))
        {
            // The clock that stamped the file is the machine's, so it is that one which is asked.
            if (File.GetLastWriteTimeUtc(path) < DateTime.UtcNow - AgeOfLeftovers)
                File.Delete(path);
        }
    }
}
