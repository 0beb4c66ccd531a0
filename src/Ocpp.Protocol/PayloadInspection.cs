using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Ocpp.Protocol.Json;

namespace Ocpp.Protocol;

/// <summary>Walks a payload beside the contract of its type to find the first member that is wrong, and counts unknown members. Only refused
/// payloads come here.</summary>
internal ref struct PayloadInspection
{
    private readonly ReadOnlySpan<byte> payload;
    private readonly bool strict;
    private Utf8JsonReader json;

    private PayloadInspection(ReadOnlySpan<byte> payload, bool strict)
    {
        this.payload = payload;
        this.strict = strict;
        json = new Utf8JsonReader(payload);
    }

    public OcppError? Error { get; private set; }

    public int UnknownMembers { get; private set; }

    public int Nulls { get; private set; }

    public static PayloadInspection Of(ReadOnlySpan<byte> payload, JsonTypeInfo contract, bool strict)
    {
        var inspection = new PayloadInspection(payload, strict);
        try
        {
            inspection.json.Read();
            if (inspection.json.TokenType != JsonTokenType.StartObject)
                inspection.Fault(OcppErrorCode.FormationViolation, "payload", "is not an object");
            else if (inspection.IsObject(contract, string.Empty) && inspection.json.Read())
                inspection.Fault(OcppErrorCode.FormationViolation, "payload", "is followed by something else");
        }
        catch (JsonException)
        {
            inspection.Fault(OcppErrorCode.FormationViolation, "payload", "is not JSON");
        }
        catch (InvalidOperationException)
        {
            inspection.Fault(OcppErrorCode.FormationViolation, "payload", "holds text that is not Unicode");
        }
        return inspection;
    }

    private bool IsObject(JsonTypeInfo contract, string path)
    {
        var missing = contract.Properties.Where(member => member.IsRequired).Select(member => member.Name).ToList();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            json.Read();
            missing.Remove(name);
            var member = contract.Properties.FirstOrDefault(known => known.Name == name);
            if (!(member is null ? IsAllowedUnknown(path + Shortened(name)) : IsMember(member, path + name)))
                return false;
        }
        return missing.Count == 0 || Fault(OcppErrorCode.OccurenceConstraintViolation, path + missing[0], "is missing");
    }

    private bool IsAllowedUnknown(string path)
    {
        UnknownMembers++;
        json.Skip();
        return !strict || Fault(OcppErrorCode.FormationViolation, path, "is not a member OCPP 1.6 knows");
    }

    private bool IsMember(JsonPropertyInfo member, string path)
    {
        // The official schemas know no null; a lenient receiver takes it for an absent member.
        if (json.TokenType == JsonTokenType.Null)
        {
            Nulls++;
            return (!strict && !member.IsRequired) || Fault(OcppErrorCode.TypeConstraintViolation, path, "is null");
        }

        return IsValue(member.Options.GetTypeInfo(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType), path);
    }

    private bool IsValue(JsonTypeInfo contract, string path) => contract.Kind switch
    {
        JsonTypeInfoKind.Object => IsToken(path, "an object", JsonTokenType.StartObject) && IsObject(contract, path + "."),
        JsonTypeInfoKind.Enumerable => IsToken(path, "an array", JsonTokenType.StartArray) && IsArray(contract, path),
        _ => IsScalar(contract, path),
    };

    private bool IsArray(JsonTypeInfo contract, string path)
    {
        var element = contract.Options.GetTypeInfo(contract.ElementType!);
        for (var index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            var at = $"{path}[{index}]";
            if (json.TokenType == JsonTokenType.Null ? !Fault(OcppErrorCode.TypeConstraintViolation, at, "is null") : !IsValue(element, at))
                return false;
        }
        return true;
    }

    private bool IsScalar(JsonTypeInfo contract, string path)
    {
        var isRightToken = contract.Type switch
        {
            var type when type == typeof(bool) => IsToken(path, "true or false", JsonTokenType.True, JsonTokenType.False),
            var type when type == typeof(int) || type == typeof(long) => IsToken(path, "an integer", JsonTokenType.Number),
            var type when type == typeof(decimal) => IsToken(path, "a number", JsonTokenType.Number),
            _ => IsToken(path, "a string", JsonTokenType.String),
        };
        return isRightToken && (IsReadable(contract) || FaultyValue(contract.Type, path));
    }

    private readonly bool IsReadable(JsonTypeInfo contract)
    {
        try
        {
            return JsonSerializer.Deserialize(payload[(int)json.TokenStartIndex..(int)json.BytesConsumed], contract) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private bool FaultyValue(Type type, string path)
    {
        if (type.IsEnum)
            return Fault(OcppErrorCode.PropertyConstraintViolation, path, $"\"{Shortened(json.GetString()!)}\" is not one of {EnumNames.Listed(type)}");
        if (type == typeof(DateTimeOffset))
            return Fault(OcppErrorCode.PropertyConstraintViolation, path, $"\"{Shortened(json.GetString()!)}\" is not a date and time of ISO 8601");
        if (type == typeof(string) || type == typeof(IdToken))
            return Fault(OcppErrorCode.FormationViolation, path, "holds text that is not Unicode");
        return json.TryGetDecimal(out var number) && !decimal.IsInteger(number)
            ? Fault(OcppErrorCode.TypeConstraintViolation, path, "is not an integer")
            : Fault(OcppErrorCode.PropertyConstraintViolation, path, "is out of range");
    }

    private bool IsToken(string path, string expected, JsonTokenType token, JsonTokenType alternative = JsonTokenType.None) =>
        json.TokenType == token || json.TokenType == alternative || Fault(OcppErrorCode.TypeConstraintViolation, path, "is not " + expected);

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private bool Fault(string code, string path, string what)
    {
        Error = new OcppError(code, path + ": " + what);
        return false;
    }
}
