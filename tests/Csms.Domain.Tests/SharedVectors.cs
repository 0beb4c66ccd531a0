using System.Reflection;
using System.Text.Json.Nodes;

namespace Csms.Domain.Tests;

/// <summary>Vectors of others, which lie beside the repository and not in it.</summary>
internal static class SharedVectors
{
    public const string Missing = "the vectors are not beside the repository";

    public static JsonNode? Find(string folder, string file)
    {
        var project = typeof(SharedVectors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        for (var parent = new DirectoryInfo(project); parent is not null; parent = parent.Parent)
        {
            var path = Path.Combine(parent.FullName, "shared", "vectors", folder, file);
            if (File.Exists(path)) return JsonNode.Parse(File.ReadAllText(path));
        }

        return null;
    }
}
