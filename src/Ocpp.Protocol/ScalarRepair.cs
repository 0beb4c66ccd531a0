using System.Globalization;
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

    public static JsonNode? Of(JsonElement was, Type type, string member, Action<string, string, string?> note) => (type, was.ValueKind) switch
    {
        _ when type == typeof(string) || (type == typeof(IdToken) && was.ValueKind is JsonValueKind.Number) => Text(was, member, note),
        _ when type == typeof(int) || type == typeof(long) => Integer(was, type, member, note),
        (_, JsonValueKind.String) when type.IsEnum => Word(was.GetString()!, type, member, note),
        (_, JsonValueKind.String) when type == typeof(DateTimeOffset) => Time(was.GetString()!, member, note),
        _ => null,
    };

    /// <summary>Whatever it is, its JSON is the text.</summary>
    private static JsonValue Text(JsonElement was, string member, Action<string, string, string?> note)
    {
        note(Quirk.WrongType, member, null);
        return JsonValue.Create(was.GetRawText());
    }

    private static JsonNode? Integer(JsonElement was, Type type, string member, Action<string, string, string?> note)
    {
        var text = was.ValueKind switch
        {
            JsonValueKind.Number => was.GetRawText(),
            JsonValueKind.String => was.GetString()!.Trim(),
            _ => string.Empty,
        };
        var isNumber = decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        // Beyond 64 bits or no integer: nobody gave out such an id.
        if (member == "transactionId" && (was.ValueKind == JsonValueKind.Number || isNumber) && !(isNumber && IsOf(typeof(long), number)))
        {
            note(Quirk.TransactionId, member, null);
            return JsonValue.Create(0);
        }

        if (!isNumber)
            return null;
        if (was.ValueKind == JsonValueKind.String)
            note(Quirk.WrongType, member, null);
        if (!decimal.IsInteger(number) && member is "meterStart" or "meterStop")
        {
            note(Quirk.Register, member, null);
            number = Math.Round(number, MidpointRounding.AwayFromZero);
        }

        return IsOf(type, number) ? JsonValue.Create((long)number) : null;
    }

    private static bool IsOf(Type type, decimal number) => decimal.IsInteger(number)
        && (type == typeof(int) ? number is >= int.MinValue and <= int.MaxValue : number is >= long.MinValue and <= long.MaxValue);

    private static JsonValue? Word(string was, Type type, string member, Action<string, string, string?> note)
    {
        var letters = Letters(was);
        if (letters.Length == 0)
            return null;
        var word = Array.Find(Enum.GetNames(type), name => Letters(EnumNames.Of(type, name)).Equals(letters, StringComparison.OrdinalIgnoreCase));
        if ((word is null ? SomethingElse.GetValueOrDefault(type) : EnumNames.Of(type, word)) is not { } meant)
            return null;
        note(Quirk.Word, member, word is null ? was.Length <= LongestWord ? was : was[..LongestWord] : null);
        return JsonValue.Create(meant);
    }

    private static JsonValue? Time(string was, string member, Action<string, string, string?> note)
    {
        Span<byte> ascii = stackalloc byte[LongestWord];
        var trimmed = was.AsSpan().Trim();
        if (trimmed.Length == was.Length || !System.Text.Ascii.IsValid(trimmed) || trimmed.Length > LongestWord)
            return null;
        var length = System.Text.Encoding.ASCII.GetBytes(trimmed, ascii);
        if (!Timestamp.TryParse(ascii[..length], out _, out _))
            return null;
        note(Quirk.Time, member, null);
        return JsonValue.Create(trimmed.ToString());
    }

    private static string Letters(string word) => string.Concat(word.Where(char.IsLetter));
}
