using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Evidence;

namespace Csms.Host.Tests.Evidence;

/// <summary>A bundle unpacked, so that a test can look into it and forge it.</summary>
internal sealed class Bundle
{
    private readonly List<(string Path, byte[] Content)> files = [];
    private readonly string key;

    public Bundle(byte[] zip, string key)
    {
        this.key = key;
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var content = new MemoryStream();
            using var file = entry.Open();
            file.CopyTo(content);
            files.Add((entry.FullName, content.ToArray()));
        }
    }

    private Bundle(Bundle other) => (files, key) = ([.. other.files], other.key);

    public IEnumerable<string> Paths => files.Select(file => file.Path);

    public string this[string path] => Encoding.UTF8.GetString(files.Single(file => file.Path == path).Content);

    public JsonNode Json(string path) => JsonNode.Parse(this[path])!;

    /// <summary>As somebody would who knows nothing of checksums.</summary>
    public Bundle Changed(string path, Func<string, string> change)
    {
        var changed = new Bundle(this);
        var index = changed.files.FindIndex(file => file.Path == path);
        var text = change(this[path]);
        text.ShouldNotBe(this[path]);
        changed.files[index] = (path, Encoding.UTF8.GetBytes(text));
        return changed;
    }

    /// <summary>As somebody would who knows how the manifest is made.</summary>
    public Bundle Forged(string path, Func<string, string> change)
    {
        var changed = Changed(path, change);
        var content = changed.files.Single(file => file.Path == path).Content;
        return changed.Changed(EvidenceFiles.Manifest, text =>
        {
            var manifest = JsonNode.Parse(text)!;
            var file = manifest["files"]!.AsArray().Single(f => (string)f!["path"]! == path)!;
            file["size"] = content.Length;
            file["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
            return manifest.ToJsonString();
        });
    }

    public Bundle Without(string path)
    {
        var changed = new Bundle(this);
        changed.files.RemoveAll(file => file.Path == path);
        return changed;
    }

    public Bundle With(string path, string content)
    {
        var changed = new Bundle(this);
        changed.files.Add((path, Encoding.UTF8.GetBytes(content)));
        return changed;
    }

    public byte[] Packed()
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = archive.CreateEntry(path).Open();
                entry.Write(content);
            }
        }

        return zip.ToArray();
    }

    public void UnpackTo(string folder)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, content);
        }
    }

    public async Task<string> ShouldBeFoundAsync(VerdictKind kind, string what = "")
    {
        var verdict = await VerifyAsync(Packed(), key);
        verdict.Kind.ShouldBe(kind, verdict.What);
        verdict.What.ShouldContain(what);
        verdict.What.ShouldNotContain("\n");
        return verdict.What;
    }

    public override string ToString() => this[EvidenceFiles.Frames];

    public static async Task<Verdict> VerifyAsync(byte[] zip, string key)
    {
        using var ledgerKey = LedgerKey.FromPem(key);
        using var file = new MemoryStream(zip);
        EvidenceVerifier.IsBundle(file).ShouldBeTrue();
        return await new EvidenceVerifier([ledgerKey]).VerifyAsync(file, progress: null, CancellationToken.None);
    }
}
