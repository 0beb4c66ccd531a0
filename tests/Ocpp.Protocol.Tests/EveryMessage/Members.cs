using System.Text.Json.Nodes;

namespace Ocpp.Protocol.Tests.Messages;

/// <summary>Paths of JSON members as error descriptions write them, and payloads changed at such a path. Of an array only the first element counts.</summary>
internal static class Members
{
    public static IEnumerable<string> Of(JsonNode node, string prefix = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Of(member.Value!, prefix + member.Key + ".").Prepend(prefix + member.Key)),
        JsonArray { Count: > 0 } elements when elements[0] is JsonObject first => Of(first, prefix.TrimEnd('.') + "[0]."),
        _ => [],
    };

    public static IEnumerable<string> Objects(JsonNode node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => Objects(member.Value!, path.Length == 0 ? member.Key : path + "." + member.Key)).Prepend(path),
        JsonArray { Count: > 0 } elements => Objects(elements[0]!, path + "[0]"),
        _ => [],
    };

    public static string Removed(string payload, string path) => Changed(payload, path, (parent, name) => parent.Remove(name));

    public static string Replaced(string payload, string path, JsonNode value) => Changed(payload, path, (parent, name) => parent[name] = value);

    public static string Added(string payload, string path, string name, JsonNode value) =>
        Changed(payload, path.Length == 0 ? name : path + "." + name, (parent, member) => parent[member] = value);

    private static string Changed(string payload, string path, Action<JsonObject, string> change)
    {
        var root = JsonNode.Parse(payload)!;
        var names = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var parent = names[..^1].Aggregate(root, (node, name) => name == "0" ? node[0]! : node[name]!);
        change(parent.AsObject(), names[^1]);
        return root.ToJsonString();
    }
}
