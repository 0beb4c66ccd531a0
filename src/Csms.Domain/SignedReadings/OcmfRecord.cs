using System.Text;
using System.Text.Json;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// A record in the Open Charge Metering Format 0.1 to 1.4: <c>OCMF|payload|signature</c>. The signature is over the bytes between the pipes as they
/// are, never over JSON that was written again.
/// </summary>
/// <param name="SignedBytes">The bytes between the first and the second pipe.</param>
/// <param name="Payload">What they say.</param>
/// <param name="Signature">The third section.</param>
/// <param name="PublicKey">A fourth section, which the transparency software accepts and OCMF does not know.</param>
public sealed record OcmfRecord(ReadOnlyMemory<byte> SignedBytes, OcmfPayload Payload, OcmfSignature Signature, string? PublicKey)
{
    /// <summary>Reads a record; null with the reason when it is none. Never throws.</summary>
    public static OcmfRecord? Read(ReadOnlyMemory<byte> record, out SignedReason? flaw)
    {
        flaw = SignedReason.SectionsWrong;
        Span<Range> ranges = stackalloc Range[5];
        var count = Sections(record.Span, ranges);
        if (count is not (3 or 4) || !record.Span[ranges[0]].SequenceEqual("OCMF"u8)) return null;

        flaw = SignedReason.PayloadUnreadable;
        var signed = record[ranges[1]];
        if (OcmfReader.Payload(signed) is not { } payload) return null;

        flaw = SignedReason.SignatureUnreadable;
        if (OcmfReader.Signature(record[ranges[2]]) is not { } signature) return null;

        flaw = null;
        return new(signed, payload, signature, count == 4 ? Encoding.UTF8.GetString(record.Span[ranges[3]]) : null);
    }

    private static int Sections(ReadOnlySpan<byte> record, Span<Range> ranges)
    {
        var count = 0;
        foreach (var range in record.Split((byte)'|'))
        {
            if (count == ranges.Length) break;
            ranges[count++] = range;
        }

        return count;
    }
}

/// <summary>The JSON of the two sections. Members of a wrong type count as absent: what matters is missed by the law check.</summary>
file static class OcmfReader
{
    public static OcmfPayload? Payload(ReadOnlyMemory<byte> json)
    {
        using var document = AnyJson.TryParse(json);
        try
        {
            return document is null ? null : Payload(document.RootElement);
        }
        catch (InvalidOperationException)
        {
            return null; // text that is no text: bytes that are no UTF-8, half of a surrogate pair
        }
    }

    public static OcmfSignature? Signature(ReadOnlyMemory<byte> json)
    {
        using var document = AnyJson.TryParse(json);
        if (document is null) return null;
        try
        {
            var section = document.RootElement;
            if (section.Text("SD") is not { } data) return null;
            // OCMF writes both in small letters; a capital changes nothing about what was meant.
            var bytes = section.Text("SE")?.Trim().ToUpperInvariant() switch
            {
                null or "" or "HEX" => Unpacking.Hex(data),
                "BASE64" => Unpacking.Base64(data),
                _ => null,
            };
            return bytes is null ? null : new(section.Text("SA"), section.Text("SM"), bytes);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static OcmfPayload? Payload(JsonElement o)
    {
        var readings = new List<OcmfReading>();
        if (o.TryGetProperty("RD", out var rd))
        {
            if (rd.ValueKind != JsonValueKind.Array) return null;
            foreach (var element in rd.EnumerateArray())
            {
                if (element.ValueKind != JsonValueKind.Object) return null;
                readings.Add(Reading(element, readings.LastOrDefault()));
            }
        }

        var status = o.TryGetProperty("IS", out var assigned) ? assigned.ValueKind : JsonValueKind.Undefined;
        return new(
            o.Text("FV"),
            o.Text("GI") ?? o.Text("VI"),
            o.Text("GS"),
            o.Text("GV") ?? o.Text("VV"),
            o.Text("PG"),
            o.Text("MV"),
            o.Text("MM"),
            o.Text("MS"),
            o.Text("MF"),
            status switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null },
            o.Text("IL") ?? (status == JsonValueKind.String ? o.Text("IS") : null),
            o.TryGetProperty("IF", out var flags) && flags.ValueKind == JsonValueKind.Array ? Flags(flags) : [],
            o.Text("IT"),
            o.Text("ID"),
            o.Text("TT"),
            o.Text("CF"),
            o.TryGetProperty("LC", out var loss) ? loss.GetRawText() : null,
            o.Text("CT"),
            o.Text("CI"),
            readings);
    }

    private static string[] Flags(JsonElement flags) => [.. flags.EnumerateArray().Select(flag => flag.ToString())];

    // What is the same as in the reading before is left out (section "Readings"). Not so the value: it is left out where the meter only reports an
    // event, and no meter is known to leave out one that it means. Nor the loss, which belongs to the value.
    private static OcmfReading Reading(JsonElement o, OcmfReading? previous)
    {
        var (time, status) = o.Text("TM") is { } tm ? Time(tm) : (previous?.Time, previous?.TimeStatus);
        return new(
            time,
            status,
            o.Text("TX")?.Trim() ?? previous?.Transaction,
            o.Text("RV"),
            o.Text("RI") is { } code ? ObisCode.Of(code) : previous?.Identification,
            o.Text("RU") ?? previous?.Unit,
            o.Text("RT") ?? previous?.CurrentType,
            o.Text("CL"),
            o.Text("EF") ?? previous?.ErrorFlags,
            o.Text("ST")?.Trim() ?? previous?.Status,
            o.Text("EI") ?? previous?.EventCounter);
    }

    private static (string Time, string? Status) Time(string tm)
    {
        var parts = tm.Trim().Split(' ', 2);
        return (parts[0], parts.Length == 2 ? parts[1].Trim() : null);
    }
}
