using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;

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
    public static JsonElement? In(string action, byte[] payload)
    {
        try
        {
            var node = JsonNode.Parse(payload);
            if (node is null)
                return null;
            Replace(node, isVendorData: action == "DataTransfer");
            return JsonSerializer.SerializeToElement(node);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Where the call's password lies, if it carries one: it is erased as soon as the call has ended, however it ended.</summary>
    public static Guid? PasswordOf(CallEvent.Requested call) =>
        call.Action == "ChangeConfiguration" && call.Payload.TryGetProperty("key", out var key) && key.GetString() == PasswordKey ? call.ContentId : null;

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
