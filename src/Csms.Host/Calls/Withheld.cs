using System.Text.Json;
using System.Text.Json.Nodes;

namespace Csms.Host.Calls;

/// <summary>Keeps idTags, passwords and vendor data out of call events: their values are replaced by <c>"withheld"</c>.</summary>
internal static class Withheld
{
    private const string Mark = "withheld";
    private const string PasswordKey = "AuthorizationKey";

    /// <summary>The payload as an event may hold it, and whether anything was replaced.</summary>
    public static (JsonElement Payload, bool Changed) From(string action, ReadOnlyMemory<byte> payload)
    {
        var node = JsonNode.Parse(payload.Span)!;
        var changed = Replace(node, isVendorData: action == "DataTransfer");
        return (JsonSerializer.SerializeToElement(node), changed);
    }

    /// <summary>What a charge point answered, as an event may hold it; null when it is no JSON.</summary>
    public static JsonElement? In(byte[] payload)
    {
        try
        {
            var node = JsonNode.Parse(payload);
            if (node is null)
                return null;
            Replace(node, isVendorData: false);
            return JsonSerializer.SerializeToElement(node);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the payload holds a password: it is erased as soon as the call has ended.</summary>
    public static bool IsSecret(string action, ReadOnlyMemory<byte> payload) =>
        action == "ChangeConfiguration" && JsonNode.Parse(payload.Span)?["key"]?.GetValue<string>() == PasswordKey;

    private static bool Replace(JsonNode node, bool isVendorData)
    {
        var changed = false;
        if (node is JsonArray array)
        {
            foreach (var item in array)
                changed |= item is not null && Replace(item, isVendorData);
            return changed;
        }

        if (node is not JsonObject members)
            return false;
        var holdsPassword = (string?)(members["key"] as JsonValue) == PasswordKey;
        foreach (var (name, value) in members.ToArray())
        {
            if (name is "idTag" or "parentIdTag" || (name == "value" && holdsPassword) || (name == "data" && isVendorData))
            {
                members[name] = Mark;
                changed = true;
            }
            else if (value is not null)
            {
                changed |= Replace(value, isVendorData);
            }
        }

        return changed;
    }
}
