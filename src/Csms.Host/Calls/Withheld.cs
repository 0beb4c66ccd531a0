using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
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

    /// <summary>The data a charge point answered a DataTransfer with, verbatim, for laying it beside the event; null where there is none.</summary>
    public static string? DataOf(string action, byte[] payload) =>
        action == "DataTransfer" && JsonNode.Parse(payload) is JsonObject members ? (string?)(members["data"] as JsonValue) : null;

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
        var holdsPassword = members["key"] is JsonValue key && key.GetValueKind() == JsonValueKind.String && ConfigurationKey.IsSecret((string)key!);
        foreach (var (name, value) in members.ToArray())
        {
            if (name is "idTag" or "parentIdTag" || (name == "value" && holdsPassword) || (name == "data" && isVendorData))
            {
                members[name] = Mark;
                changed = true;
            }
            else if (name is "location" or "remoteLocation" && (string?)(value as JsonValue) is { } location && WithoutSecrets(location) is { } bare && bare != location)
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
