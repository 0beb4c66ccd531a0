using System.Text.Json;
using System.Text.Unicode;

namespace Csms.EventStore;

/// <summary>
/// Refuses, in the caller's own time, what PostgreSQL would refuse in the middle of a batch: <c>jsonb</c> takes no U+0000 and no lone surrogates,
/// <c>text</c> no U+0000. What slips through (a number beyond <c>numeric</c>, a stream name too long for an index) costs the batch a second try.
/// </summary>
internal static class AppendChecks
{
    // Deeper than anything a charge point or an operator writes, shallower than PostgreSQL's stack.
    private const int MaxDepth = 256;

    /// <exception cref="ArgumentException">PostgreSQL would not store this.</exception>
    public static void Check(StreamAppend append)
    {
        ArgumentNullException.ThrowIfNull(append);
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion, nameof(append));
        if (append.Events.Count == 0)
            throw new ArgumentException("An append needs at least one event.", nameof(append));
        CheckText(append.StreamId, "stream id");
        CheckText(append.StreamType, "stream type");
        CheckText(append.Alias, "alias");
        foreach (var content in append.Contents)
            CheckText(content.Content, "content");
        foreach (var newEvent in append.Events)
        {
            CheckText(newEvent.Type, "event type");
            CheckText(newEvent.DotNetType, ".NET type");
            CheckText(newEvent.Metadata.Actor, "actor");
            CheckText(newEvent.Metadata.CorrelationId, "correlation id");
            CheckText(newEvent.Metadata.CausationId, "causation id");
            foreach (var repair in newEvent.Metadata.Repairs ?? [])
                CheckText(repair, "repair");
            CheckJson(newEvent);
        }
    }

    private static void CheckText(string? text, string what)
    {
        if (text is null)
            return;
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException($"The {what} contains U+0000, which PostgreSQL does not store.");
        var rest = text.AsSpan();
        for (var i = rest.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0; i = rest.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (i + 1 >= rest.Length || !char.IsSurrogatePair(rest[i], rest[i + 1]))
                throw new ArgumentException($"The {what} contains half a surrogate pair, which is not Unicode text.");
            rest = rest[(i + 2)..];
        }
    }

    private static void CheckJson(NewEvent newEvent)
    {
        var data = newEvent.Data.Span;
        if (!Utf8.IsValid(data))
            throw new ArgumentException($"The data of {newEvent.Type} {newEvent.Id} is not UTF-8.");
        try
        {
            var json = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw new ArgumentException($"The data of {newEvent.Type} {newEvent.Id} is not a JSON object.");
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped)
                    CheckText(json.GetString(), $"data of {newEvent.Type} {newEvent.Id}");
            }
        }
        // GetString reports a lone escaped surrogate as InvalidOperationException.
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            throw new ArgumentException($"The data of {newEvent.Type} {newEvent.Id} is not JSON that PostgreSQL stores: {invalid.Message}", invalid);
        }
    }
}
