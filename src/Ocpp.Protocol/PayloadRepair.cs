using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol;

/// <summary>Makes a payload of the right shape from one of a wrong shape, by the numbered rules of docs/quirks.md. Only payloads that could not be
/// read come here, so that it may take its time; what it makes is read again like any other.</summary>
internal sealed class PayloadRepair
{
    private readonly DateTimeOffset receivedAt;
    private readonly List<Repair> made = [];

    private PayloadRepair(DateTimeOffset receivedAt) => this.receivedAt = receivedAt;

    /// <summary>The repaired payload and what was done; null when nothing helps.</summary>
    public static (byte[] Payload, List<Repair> Made)? Of(ReadOnlySpan<byte> payload, JsonTypeInfo contract, DateTimeOffset receivedAt)
    {
        var repair = new PayloadRepair(receivedAt);
        var text = LoneSurrogates.Replaced(payload);
        if (text is not null)
            repair.Note(Quirk.StrayBytes, string.Empty);
        try
        {
            using var document = JsonDocument.Parse(text ?? payload.ToArray());
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            return (JsonSerializer.SerializeToUtf8Bytes(repair.Object(document.RootElement, contract)), repair.made);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON, or text that is no Unicode in a place nobody looks at.
            return null;
        }
    }

    private JsonObject Object(JsonElement was, JsonTypeInfo contract)
    {
        var repaired = new JsonObject();
        foreach (var member in was.EnumerateObject())
        {
            if (Known(member.Name, was, contract) is not { } known)
                Note(Quirk.UnknownMember, string.Empty);
            else if (member.Value.ValueKind == JsonValueKind.Null && known.IsRequired)
                continue;
            else if (member.Value.ValueKind == JsonValueKind.Null)
                Note(Quirk.Word, known.Name);
            else if (Value(member.Value, TypeOf(known), known.Name) is { } value)
                repaired[known.Name] = value;
            else if (!known.IsRequired)
                Note(RuleOfAbsence(known), known.Name);
        }

        foreach (var missing in contract.Properties.Where(known => known.IsRequired && !repaired.ContainsKey(known.Name)))
        {
            if (Substitute(missing) is not { } substitute)
                continue;
            Note(RuleOfAbsence(missing), missing.Name);
            repaired[missing.Name] = substitute;
        }

        return repaired;
    }

    /// <summary>A name in another case counts when nothing has the right one.</summary>
    private JsonPropertyInfo? Known(string name, JsonElement siblings, JsonTypeInfo contract)
    {
        if (contract.Properties.FirstOrDefault(known => known.Name == name) is { } exact)
            return exact;
        var alike = contract.Properties.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase));
        if (alike is null || siblings.TryGetProperty(alike.Name, out _))
            return null;
        Note(Quirk.UnknownMember, alike.Name);
        return alike;
    }

    /// <summary>What stands for a required member that is missing or cannot be read; null where nothing can.</summary>
    private JsonNode? Substitute(JsonPropertyInfo missing) => missing switch
    {
        _ when missing.PropertyType == typeof(DateTimeOffset) => JsonValue.Create(receivedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
        _ when missing.PropertyType == typeof(ChargePointErrorCode) => JsonValue.Create(nameof(ChargePointErrorCode.NoError)),
        _ when missing.PropertyType == typeof(SampledValue[]) => new JsonArray(),
        { Name: "value" } => JsonValue.Create(string.Empty),
        _ => null,
    };

    private static string RuleOfAbsence(JsonPropertyInfo member) => TypeOf(member).Type switch
    {
        var type when type == typeof(DateTimeOffset) => Quirk.Time,
        var type when type == typeof(SampledValue[]) => Quirk.List,
        _ => member.Name == "value" ? Quirk.WrongType : Quirk.Word,
    };

    private JsonNode? Value(JsonElement was, JsonTypeInfo contract, string member) => (contract.Kind, was.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => Object(was, contract),
        (JsonTypeInfoKind.Object, JsonValueKind.String or JsonValueKind.Number) when contract.Type == typeof(SampledValue) => BareSample(was),
        (JsonTypeInfoKind.Object, _) => null,
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => List(was, contract, member),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Object) => Wrapped(was, contract, member),
        (JsonTypeInfoKind.Enumerable, _) => null,
        _ => ScalarRepair.Of(was, contract.Type, member, Note),
    };

    private JsonObject BareSample(JsonElement was)
    {
        Note(Quirk.WrongType, "sampledValue");
        return new JsonObject { ["value"] = was.ValueKind == JsonValueKind.String ? was.GetString() : was.GetRawText() };
    }

    private JsonArray List(JsonElement was, JsonTypeInfo contract, string member)
    {
        var element = contract.Options.GetTypeInfo(contract.ElementType!);
        var repaired = new JsonArray();
        foreach (var item in was.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Null && Value(item, element, member) is { } value)
                repaired.Add(value);
            else
                Note(Quirk.List, member);
        }

        return repaired;
    }

    private JsonArray? Wrapped(JsonElement was, JsonTypeInfo contract, string member)
    {
        if (Value(was, contract.Options.GetTypeInfo(contract.ElementType!), member) is not { } only)
            return null;
        Note(Quirk.List, member);
        return new JsonArray(only);
    }

    private static JsonTypeInfo TypeOf(JsonPropertyInfo member) =>
        member.Options.GetTypeInfo(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType);

    /// <summary>Once per rule and member: a thousand samples with the same fault are one repair.</summary>
    private void Note(string rule, string member, string? was = null)
    {
        if (!made.Exists(repair => repair.Rule == rule && repair.Member == member))
            made.Add(new Repair(rule, member, was));
    }
}
