using System.Globalization;
using System.Text.RegularExpressions;
using Csms.Host.Files;
using Csms.Host.Hosting;
using Microsoft.Extensions.Options;

namespace Csms.Host.Exporting;

/// <summary>The files of exports: <c>exports</c> in the folder of files, gzipped. A name is made of the export's id and its attempt, and belongs to one writer for ever.</summary>
internal sealed partial class ExportFolder(FileFolder files, IOptions<ExportSettings> settings)
{
    private const string Whole = ".gz";
    private const string Unfinished = ".part";

    // Of a database that was restored from before it, or of another one that shares the folder by mistake: not ours to delete at once.
    private static readonly TimeSpan PatienceWithStrangers = TimeSpan.FromDays(2);

    private readonly string folder = files.Below("exports");

    /// <exception cref="ExportFailedException">It cannot be written, or there is no room.</exception>
    public ExportFile Create(ExportRecord export)
    {
        try
        {
            DataFolder.CreatePrivate(folder);
            return new ExportFile(PathOf(export, Unfinished), settings.Value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ExportFile.Unwritable(e, settings.Value);
        }
    }

    /// <summary>From here on it can be fetched. Durable when it returns: flushing a file after its renaming brings the new name to the disk as well.</summary>
    public void Keep(ExportRecord export)
    {
        var path = PathOf(export, Whole);
        File.Move(PathOf(export, Unfinished), path, overwrite: true);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Null when it is not in this node's folder. Whoever has it open reads it to its end, also when it is deleted meanwhile.</summary>
    public FileStream? Open(ExportRecord export)
    {
        try
        {
            return new FileStream(PathOf(export, Whole), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1 << 16, useAsync: true);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void DeleteUnfinished(ExportRecord export) => Delete(PathOf(export, Unfinished));

    public void Delete(ExportRecord export) => Delete(PathOf(export, Whole));

    /// <summary>At once, if it lies here; whatever does not go now goes with the next tidying.</summary>
    private void Delete(string path)
    {
        try
        {
            if (Directory.Exists(folder))
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Said where it is tidied.
        }
    }

    /// <summary>Deletes what nobody will fetch: of nodes that were killed, of exports that were cancelled or whose time is over, wherever that was decided.</summary>
    public async Task TidyAsync(ExportTable exports, TimeSpan keepFor, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
            return;
        // Names first: a file that is listed belongs to an attempt that the row, read later, knows.
        var listed = Directory.GetFiles(folder).Select(path => (Path: path, Name: NamePattern().Match(Path.GetFileName(path)))).Where(file => file.Name.Success)
            .Select(file => (file.Path, Id: Guid.ParseExact(file.Name.Groups[1].ValueSpan, "N"), Attempt: file.Name.Groups[2].Value, IsWhole: file.Name.Groups[3].Value == Whole))
            .ToArray();
        var known = (await exports.FindAllAsync([.. listed.Select(file => file.Id).Distinct()], cancellationToken)).ToDictionary(export => export.Id);
        foreach (var (path, id, attempt, isWhole) in listed)
        {
            var isWanted = known.TryGetValue(id, out var export)
                ? attempt == AttemptOf(export) && (export.State == ExportState.Running || (export.State == ExportState.Done && isWhole))
                // The clock that stamped the file is the machine's, so it is that one which is asked.
                : File.GetLastWriteTimeUtc(path) > DateTime.UtcNow - keepFor - PatienceWithStrangers;
            if (!isWanted)
                File.Delete(path);
        }
    }

    private static string AttemptOf(ExportRecord export) => export.Attempt.ToString(CultureInfo.InvariantCulture);

    private string PathOf(ExportRecord export, string kind) => Path.Combine(folder, $"{export.Id:N}-{AttemptOf(export)}{kind}");

    [GeneratedRegex(@"^([0-9a-f]{32})-([0-9]{1,9})(\.gz|\.part)$")]
    private static partial Regex NamePattern();
}
