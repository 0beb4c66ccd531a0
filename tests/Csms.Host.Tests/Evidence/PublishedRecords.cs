using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Evidence;

/// <summary>Records of real meters, published with the transparency software of SAFE e.V. They lie beside the repository, not in it.</summary>
public static class PublishedRecords
{
    private const string Missing = "the vectors are not beside the repository";

    private static readonly string? Folder = Find();
    private static readonly JsonNode[] Samples =
        Folder is null ? [] : [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!["samples"]!.AsArray().OfType<JsonNode>()];

    /// <summary>One of each curve.</summary>
    public static TheoryData<string> Names => Samples.Length == 0 ? [Missing] : [.. Samples.DistinctBy(sample => (string)sample["keyCurve"]!).Select(sample => (string)sample["id"]!)];

    public static (JsonNode Sample, string Record, string Key) Read(string name)
    {
        Skip.If(name == Missing, Missing);
        var sample = Samples.Single(s => (string)s["id"]! == name);
        return (sample, File.ReadAllText(Path.Combine(Folder!, (string)sample["file"]!)), File.ReadAllText(Path.Combine(Folder!, (string)sample["publicKeyFile"]!)).Trim());
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors", "ocmf");
            if (File.Exists(Path.Combine(vectors, "manifest.json")))
                return vectors;
        }

        return null;
    }
}
