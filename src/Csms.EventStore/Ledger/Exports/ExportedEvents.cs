using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Csms.EventStore.Ledger.Exports;

/// <summary>The events of an export as they were recorded. Proves nothing: <see cref="ExportVerifier"/> does.</summary>
public static class ExportedEvents
{
    private const string BeforeData = ",\"data\":";

    /// <summary>Reads the events that are shown, in order.</summary>
    /// <param name="export">An export that was found sound.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static async IAsyncEnumerable<RecordedEvent> ReadAsync(Stream export, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(export, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            // "csms" is the first member of every line that is no event.
            if (!line.StartsWith("{\"csms\"", StringComparison.Ordinal))
                yield return Read(line);
        }
    }

    private static RecordedEvent Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var json = document.RootElement;
            var recordedAt = json.GetProperty("time").GetDateTimeOffset();
            return new RecordedEvent(
                Number("sequence"),
                json.GetProperty("id").GetGuid(),
                Text("subject")!,
                Number("streamversion"),
                Text("type")!,
                // The text as it stands in the line: whatever parses and writes it again may write it differently.
                Encoding.UTF8.GetBytes(line[(line.IndexOf(BeforeData, StringComparison.Ordinal) + BeforeData.Length)..^1]),
                recordedAt,
                MetadataJson.Read(Encoding.UTF8.GetBytes(Text("metadata") ?? ""), recordedAt, Text("correlationid"), Text("causationid")));

            string? Text(string name) => json.TryGetProperty(name, out var member) ? member.GetString() : null;
            long Number(string name) => long.Parse(Text(name)!, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("A line is no event.", e);
        }
    }
}
