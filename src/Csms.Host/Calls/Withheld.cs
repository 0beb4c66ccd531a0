using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Host.Files;

namespace Csms.Host.Calls;

/// <summary>Keeps idTags, passwords, vendor data and the keys to files out of call events: their values are replaced by <c>"withheld"</c>.</summary>
internal static partial class Withheld
{
    private const string Mark = "withheld";

    /// <summary>The payload as an event may hold it, and whether anything was replaced.</summary>
    public static (JsonElement Payload, bool Changed) From(string action, ReadOnlyMemory<byte> payload)
    {
        var node = NodeOf(JsonElement.Parse(payload.Span))!;
        var changed = Replace(node, isVendorData: action == "DataTransfer");
        return (JsonSerializer.SerializeToElement(node), changed);
    }

    /// <summary>What a charge point answered, as an event may hold it; null when it is.</summary>
    /// <param name="action">What it was asked.</param>
    /// <param name="payload">Valid JSON of any kind.</param>
    public static JsonElement? In(string action, ReadOnlySpan<byte> payload)
    {
        var acceptable = payload.ToArray();
        JsonbText.MakeAcceptable(acceptable);
        if (NodeOf(JsonElement.Parse(acceptable)) is not { } node)
            return null;
        Replace(node, isVendorData: action == "DataTransfer");
        return JsonSerializer.SerializeToElement(node);
    }

    /// <summary>The content that nobody needs once the call has ended, however it ended: a password, also one in an address, and the idTags of many people,
    /// whom the event names by their tokens.</summary>
    public static Guid? NeededUntilTheEnd(CallEvent.Requested call) =>
        call.Action is "SendLocalList" or "GetDiagnostics" or "GetLog" or "UpdateFirmware" or "SignedUpdateFirmware"
        || (call.Action == "ChangeConfiguration" && call.Payload.TryGetProperty("key", out var key) && key.GetString() is { } text && ConfigurationKey.IsSecret(text))
            ? call.ContentId
            : null;

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
        var holdsPassword = TextOf(members["key"]) is { } key && ConfigurationKey.IsSecret(key);
        foreach (var (name, value) in members.ToArray())
        {
            if (name is "idTag" or "parentIdTag" || (name == "value" && holdsPassword) || (name == "data" && isVendorData))
            {
                members[name] = Mark;
                changed = true;
            }
            else if (name is "location" or "remoteLocation" && TextOf(value) is { } location && WithoutSecrets(location) is { } bare && bare != location)
            {
                members[name] = bare;
                changed = true;
            }
            else if (value is not null)
            {
                changed |= Replace(value, isVendorData);
            }
        }

        return changed;
    }

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    /// <summary>Of members of one name the last counts, as it does wherever else a message is read; <see cref="JsonNode.Parse(string, JsonNodeOptions?, JsonDocumentOptions)"/>
    /// makes something of them that throws as soon as one looks.</summary>
    private static JsonNode? NodeOf(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in json.EnumerateObject())
                    members[member.Name] = NodeOf(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. json.EnumerateArray().Select(NodeOf)]);
            default:
                return JsonValue.Create(json);
        }
    }

    /// <summary>An address without the password in it, and without the token of our own ones.</summary>
    private static string WithoutSecrets(string location)
    {
        foreach (var path in (string[])[FileLinks.UploadPath, FileLinks.DownloadPath])
        {
            if (location.IndexOf(path, StringComparison.Ordinal) is var start and >= 0)
            {
                var token = start + path.Length;
                var end = location.IndexOf('/', token);
                return location[..token] + Mark + (end < 0 ? "" : location[end..]);
            }
        }

        return UserInfo().Replace(location, "${scheme}" + Mark + "@");
    }

    [GeneratedRegex("^(?<scheme>[A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@")]
    private static partial Regex UserInfo();
}
