using System.Reflection;
using System.Text.Json.Nodes;
using Csms.EventStore.Ledger;

namespace Csms.EventStore.Tests.Ledger;

/// <summary>RFC 6962 proofs, right and wrong, that others publish with their verifiers. They lie beside the repository, not in it.</summary>
public sealed class PublishedProofs
{
    private const string Missing = "the vectors are not beside the repository";
    private static readonly string? Folder = Find();

    public static TheoryData<string> Inclusion => Names("inclusion");

    public static TheoryData<string> Consistency => Names("consistency");

    [SkippableTheory]
    [MemberData(nameof(Inclusion))]
    public void Of_inclusion_are_told_apart(string name)
    {
        var vector = Read("inclusion", name);

        MerkleProof.IsIncluded(Number(vector["leafIdx"]), Number(vector["treeSize"]), Bytes(vector["leafHash"]), Hashes(vector), Bytes(vector["root"]))
            .ShouldBe(!(bool)vector["wantErr"]!, (string?)vector["desc"]);
    }

    [SkippableTheory]
    [MemberData(nameof(Consistency))]
    public void Of_consistency_are_told_apart(string name)
    {
        var vector = Read("consistency", name);

        MerkleProof.IsConsistent(Number(vector["size1"]), Number(vector["size2"]), Bytes(vector["root1"]), Bytes(vector["root2"]), Hashes(vector))
            .ShouldBe(!(bool)vector["wantErr"]!, (string?)vector["desc"]);
    }

    [SkippableFact]
    public void Are_all_read()
    {
        Skip.If(Folder is null, Missing);
        (Inclusion.Count + Consistency.Count).ShouldBe(Directory.EnumerateFiles(Folder!, "*.json", SearchOption.AllDirectories).Count());
        Inclusion.Count.ShouldBeGreaterThan(10);
    }

    private static TheoryData<string> Names(string kind) => Folder is null
        ? [Missing]
        : [.. Directory.EnumerateFiles(Path.Combine(Folder, kind), "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Path.Combine(Folder, kind), file)).Order(StringComparer.Ordinal)];

    private static JsonNode Read(string kind, string name)
    {
        Skip.If(name == Missing, Missing);
        return JsonNode.Parse(File.ReadAllText(Path.Combine(Folder!, kind, name)))!;
    }

    /// <summary>They count without signs; what is beyond ours is negative here.</summary>
    private static long Number(JsonNode? number) => unchecked((long)(ulong)number!);

    private static byte[] Bytes(JsonNode? base64) => base64 is null ? [] : Convert.FromBase64String((string)base64!);

    private static byte[][] Hashes(JsonNode vector) => [.. (vector["proof"]?.AsArray() ?? []).Select(Bytes)];

    private static string? Find()
    {
        var project = typeof(PublishedProofs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        for (var folder = new DirectoryInfo(project); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors", "merkle");
            if (Directory.Exists(vectors))
                return vectors;
        }
        return null;
    }
}
