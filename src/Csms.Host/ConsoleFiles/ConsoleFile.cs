using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.ConsoleFiles;

/// <summary>A file of the console, with what the build compressed beforehand.</summary>
internal sealed class ConsoleFile
{
    // Both come from the build beside the file itself; the smaller first.
    private static readonly (string Encoding, string Extension)[] Compressions = [("br", ".br"), ("gzip", ".gz")];
    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly byte[] content;
    private readonly (string Encoding, byte[] Content)[] compressed;

    private ConsoleFile(string path)
    {
        content = File.ReadAllBytes(path);
        compressed = [.. Compressions.Where(c => File.Exists(path + c.Extension)).Select(c => (c.Encoding, File.ReadAllBytes(path + c.Extension)))];
        ContentType = Types.TryGetContentType(path, out var type) ? type : "application/octet-stream";
        if (ContentType.StartsWith("text/", StringComparison.Ordinal))
            ContentType += "; charset=utf-8";
        // The build puts a hash into the name of everything in assets.
        HasHashInItsName = Path.GetFileName(Path.GetDirectoryName(path)) == "assets";
        ETag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"");
    }

    public string ContentType { get; }

    public bool HasHashInItsName { get; }

    public EntityTagHeaderValue ETag { get; }

    public static ConsoleFile Read(string path) => new(path);

    public static bool IsCompressed(string path) => Compressions.Any(c => path.EndsWith(c.Extension, StringComparison.Ordinal));

    /// <summary>The content as this client takes it; the encoding is null when it goes as it is.</summary>
    public (string? Encoding, byte[] Content) For(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding.Where(e => e.Quality is not 0).Select(e => e.Value.Value).ToArray();
        foreach (var (encoding, bytes) in compressed)
        {
            if (accepted.Contains(encoding))
                return (encoding, bytes);
        }

        return (null, content);
    }
}
