using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ocpp.Protocol.Json;
using Ocpp.Protocol.V16;

namespace Ocpp.Protocol;

/// <summary>Texts, numbers, words and times in a wrong form: what they mean, if anything.</summary>
internal static class ScalarRepair
{
    private const int LongestWord = 64;

    /// <summary>What an unknown word of these vocabularies means. Those without an entry have no word for "something else".</summary>
    private static readonly Dictionary<Type, string> SomethingElse = new()
    {
        [typeof(StopReason)] = nameof(StopReason.Other),
        [typeof(ChargePointErrorCode)] = nameof(ChargePointErrorCode.OtherError),
    };

    /// <summary>The value as it can be read; null when it cannot.</summary>
    public static JsonNode? Of(JsonElement was, Type type, string member, Action<string, string, string?> note) => (type, was.ValueKind) switch
    {
        _ when type == typeof(string) || (type == typeof(IdToken) && was.ValueKind is JsonValueKind.String or JsonValueKind.Number) => Text(was, member, note),
        _ when type == typeof(int) || type == typeof(long) => Integer(was, type, member, note),
        (_, JsonValueKind.String) when type.IsEnum => Word(was.GetString()!, type, member, note),
        (_, JsonValueKind.String) when type == typeof(DateTimeOffset) => Time(was.GetString()!, member, note),
        (_, JsonValueKind.True or JsonValueKind.False) when type == typeof(bool) => JsonValue.Create(was.GetBoolean()),
        _ => null,
    };

    /// <summary>Whatever it is, its JSON is the text.</summary>
    private static JsonValue Text(JsonElement was, string member, Action<string, string, string?> note)
    {
        if (was.ValueKind == JsonValueKind.String)
            return JsonValue.Create(was.GetString()!);
        note(Quirk.WrongType, member, null);
        return JsonValue.Create(was.GetRawText());
    }

    private static JsonValue? Integer(JsonElement was, Type type, string member, Action<string, string, string?> note)
    {
        var text = was.ValueKind switch
        {
            JsonValueKind.Number => was.GetRawText(),
            JsonValueKind.String => was.GetString()!.Trim(),
            _ => string.Empty,
        };
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        // Beyond 64 bits or no integer: nobody gave out such an id.
        if (member == "transactionId" && (isNumber ? !IsOf(type, number) : was.ValueKind == JsonValueKind.Number))
        {
            note(Quirk.TransactionId, member, null);
            return JsonValue.Create(0);
        }

        if (!isNumber)
            return null;
        if (!decimal.IsInteger(number) && member is "meterStart" or "meterStop")
        {
            note(Quirk.Register, member, null);
            number = Math.Round(number, MidpointRounding.AwayFromZero);
        }

        if (!IsOf(type, number))
            return null;
        if (was.ValueKind == JsonValueKind.String)
            note(Quirk.WrongType, member, null);
        return JsonValue.Create((long)number);
    }

    private static bool IsOf(Type type, decimal number) => decimal.IsInteger(number)
        && (type == typeof(int) ? number is >= int.MinValue and <= int.MaxValue : number is >= long.MinValue and <= long.MaxValue);

    private static JsonValue? Word(string was, Type type, string member, Action<string, string, string?> note)
    {
        var words = Enum.GetNames(type).Select(name => EnumNames.Of(type, name)).ToList();
        if (words.Contains(was))
            return JsonValue.Create(was);
        var letters = Letters(was);
        if (letters.Length == 0)
            return null;
        var meant = words.Find(word => Letters(word).Equals(letters, StringComparison.OrdinalIgnoreCase));
        if ((meant ?? SomethingElse.GetValueOrDefault(type)) is not { } word)
            return null;
        note(Quirk.Word, member, meant is null ? was.Length <= LongestWord ? was : was[..LongestWord] : null);
        return JsonValue.Create(word);
    }

    private static JsonValue? Time(string was, string member, Action<string, string, string?> note)
    {
        Span<byte> ascii = stackalloc byte[LongestWord];
        var trimmed = was.AsSpan().Trim();
        if (trimmed.Length > LongestWord || !Ascii.IsValid(trimmed) || !Timestamp.TryParse(ascii[..Encoding.ASCII.GetBytes(trimmed, ascii)], out _, out _))
            return null;
        if (trimmed.Length < was.Length)
            note(Quirk.Time, member, null);
        return JsonValue.Create(trimmed.ToString());
    }

    private static string Letters(string word) => string.Concat(word.Where(char.IsLetter));
}
