using System.Collections.Frozen;

namespace Csms.Host.ConsoleFiles;

/// <summary>The built web console: read once, served from memory (about two megabytes).</summary>
internal sealed class ConsoleFolder
{
    public const string Setting = "Console:Folder";
    private const string Page = "index.html";

    private readonly FrozenDictionary<string, ConsoleFile> files;

    private ConsoleFolder(FrozenDictionary<string, ConsoleFile> files) => this.files = files;

    /// <summary>Null when the console was not built.</summary>
    public ConsoleFile? Index => files.GetValueOrDefault(Page);

    /// <param name="path">Below the root, without a slash in front.</param>
    public ConsoleFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>From the folder that <c>Console:Folder</c> names, else from <c>console</c> beside the program, where publishing puts it.</summary>
    public static ConsoleFolder Read(IConfiguration configuration)
    {
        var folder = configuration[Setting] is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, "console");
        if (!File.Exists(Path.Combine(folder, Page)))
            return new(FrozenDictionary<string, ConsoleFile>.Empty);
        var paths = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        return new(paths.Where(path => !ConsoleFile.IsCompressed(path))
            .ToFrozenDictionary(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'), ConsoleFile.Read, StringComparer.Ordinal));
    }
}
