using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Malformed;

/// <summary>Makes messages that no charge point should send out of messages that one might. The same seed makes the same ones.</summary>
internal sealed class Nonsense(int seed)
{
    private static readonly string[] Calls =
    [
        """[2,"#","Authorize",{"idTag":"TAG"}]""",
        """[2,"#","BootNotification",{"chargePointVendor":"Vendor","chargePointModel":"Model","chargePointSerialNumber":"1","firmwareVersion":"1.2"}]""",
        """[2,"#","DataTransfer",{"vendorId":"com.example","messageId":"m","data":"anything"}]""",
        """[2,"#","DiagnosticsStatusNotification",{"status":"Uploaded"}]""",
        """[2,"#","FirmwareStatusNotification",{"status":"Installed"}]""",
        """[2,"#","Heartbeat",{}]""",
        """[2,"#","LogStatusNotification",{"status":"Uploading","requestId":7}]""",
        """[2,"#","MeterValues",{"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"2026-03-01T10:00:00Z","sampledValue":[{"value":"1","context":"Sample.Periodic","measurand":"Voltage","phase":"L1","unit":"V"},{"value":"2"}]}]}]""",
        """[2,"#","SecurityEventNotification",{"type":"SettingSystemTime","timestamp":"2026-03-01T10:00:00Z","techInfo":"x"}]""",
        """[2,"#","SignCertificate",{"csr":"-----BEGIN CERTIFICATE REQUEST-----"}]""",
        """[2,"#","SignedFirmwareStatusNotification",{"status":"Downloading","requestId":8}]""",
        """[2,"#","StartTransaction",{"connectorId":1,"idTag":"TAG","meterStart":100,"timestamp":"2026-03-01T10:00:00Z","reservationId":5}]""",
        """[2,"#","StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"Charging","info":"i","timestamp":"2026-03-01T10:00:00Z","vendorId":"v","vendorErrorCode":"c"}]""",
        """[2,"#","StopTransaction",{"transactionId":1,"idTag":"TAG","meterStop":200,"timestamp":"2026-03-01T11:00:00Z","reason":"Local","transactionData":[{"timestamp":"2026-03-01T10:30:00Z","sampledValue":[{"value":"150"}]}]}]""",
        """[3,"#",{"status":"Accepted"}]""",
        """[4,"#","NotSupported","no",{"a":1}]""",
    ];

    private static readonly string[] Values =
    [
        "null", "true", "[]", "{}", "0", "-1", "1.5", "1e400", "-9223372036854775809", "2147483648", "\"\"", "\" \"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "\"2026-02-30T10:00:00Z\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00Z\"", "[[[[]]]]", "[null]", "{\"a\":{\"b\":[1]}}", "\"2026-03-01T10:00:00Z\"", "\"12\"",
    ];

    private static readonly byte[][] Fragments =
        [.. ((string[])["\uFEFF", "\0", "\"", "\\", "[", "]", "{", "}", ",", ":", "\\u", "/*", "\u2028", "'", "NaN", "\r\n"]).Select(Encoding.UTF8.GetBytes), [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80]];

    private readonly Random random = new(seed);
    private int made;

    public byte[] Next()
    {
        made++;
        var text = Calls[random.Next(Calls.Length)].Replace("#", string.Create(CultureInfo.InvariantCulture, $"f{made}"), StringComparison.Ordinal);
        if (random.Next(3) > 0)
            text = Restructured(text);
        var bytes = random.Next(40) == 0 ? Encoding.Unicode.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        for (var rounds = random.Next(3); rounds > 0 && random.Next(2) == 0; rounds--)
            bytes = Broken(bytes);
        return bytes;
    }

    /// <summary>Still JSON: other types, lengths, members and elements.</summary>
    private string Restructured(string text)
    {
        var frame = JsonNode.Parse(text)!.AsArray();
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            var places = Containers(frame).ToList();
            Change(places[random.Next(places.Count)]);
        }

        return frame.ToJsonString();
    }

    private void Change(JsonNode container)
    {
        switch (container)
        {
            case JsonArray { Count: > 0 } array:
                var at = random.Next(array.Count);
                if (random.Next(4) == 0)
                    array.RemoveAt(at);
                else if (random.Next(4) == 0)
                    array.Insert(at, Value());
                else
                    array[at] = Value();
                break;
            case JsonObject { Count: > 0 } members:
                var name = members.ElementAt(random.Next(members.Count)).Key;
                var was = members[name];
                if (random.Next(4) == 0)
                    members.Remove(name);
                else if (random.Next(6) == 0)
                    members[name.ToUpperInvariant()] = was?.DeepClone();
                else if (random.Next(6) == 0)
                    members[name] = new JsonArray(was?.DeepClone());
                else
                    members[name] = Value();
                break;
        }
    }

    private JsonNode? Value() => random.Next(8) switch
    {
        0 => JsonValue.Create(new string((char)random.Next(1, 0x2FF), random.Next(1, 6000))),
        1 => new JsonArray([.. Enumerable.Range(0, random.Next(200)).Select(_ => JsonNode.Parse(Plain()))]),
        _ => JsonNode.Parse(Plain()),
    };

    /// <summary>A value that can be written again: half a surrogate pair cannot.</summary>
    private string Plain()
    {
        var value = Values[random.Next(Values.Length)];
        return value.Contains("ud800", StringComparison.Ordinal) ? "7" : value;
    }

    /// <summary>Bytes and encodings: hardly JSON any more.</summary>
    private byte[] Broken(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var until = Math.Min(bytes.Length, at + random.Next(8));
        byte[] between = random.Next(3) switch
        {
            0 => [],
            1 => Fragments[random.Next(Fragments.Length)],
            _ => random.Next(2) == 0 ? [(byte)random.Next(256)] : Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]),
        };
        return random.Next(6) == 0 ? bytes[..at] : [.. bytes[..at], .. between, .. bytes[until..]];
    }

    private static IEnumerable<JsonNode> Containers(JsonNode node)
    {
        yield return node;
        var children = node is JsonArray array ? array : (node as JsonObject)?.Select(member => member.Value) ?? [];
        foreach (var child in children.OfType<JsonNode>().Where(child => child is not JsonValue).SelectMany(Containers))
            yield return child;
    }
}
