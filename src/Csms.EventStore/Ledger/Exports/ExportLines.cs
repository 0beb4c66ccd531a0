using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Csms.EventStore.Ledger.Exports;

/// <summary>The lines of an export (docs/ledger-format.md), one JSON object each.</summary>
internal sealed class ExportLines : IDisposable
{
    public const string Format = "csms-export-1";

    private readonly ArrayBufferWriter<byte> written = new(1 << 17);
    private readonly Utf8JsonWriter json;
    private string source = "";

    public ExportLines() => json = new Utf8JsonWriter(written, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public long Events { get; private set; }

    public int Length => written.WrittenCount;

    public async Task FlushAsync(Stream output, CancellationToken cancellationToken)
    {
        await output.WriteAsync(written.WrittenMemory, cancellationToken);
        written.ResetWrittenCount();
    }

    public void WriteManifest(ExportManifest manifest, IEnumerable<string> keyIds)
    {
        source = manifest.Origin;
        json.WriteStartObject();
        json.WriteString("csms", "export");
        json.WriteString("format", Format);
        json.WriteString("origin", manifest.Origin);
        json.WriteString("selection", manifest.Selection);
        json.WriteString("shows", manifest.IsWhole ? "all" : "selection");
        json.WriteNumber("first", manifest.First);
        json.WriteNumber("last", manifest.Last);
        if (manifest.Parts is { Count: > 0 } parts)
        {
            json.WriteStartArray("parts");
            foreach (var stream in parts)
                json.WriteStringValue(stream);
            json.WriteEndArray();
        }
        json.WriteString("key", string.Join(' ', keyIds));
        json.WriteString("checkpoint", manifest.Note);
        End();
    }

    /// <summary>A CloudEvent whose members always come in this order; <c>data</c> is the stored text, byte for byte.</summary>
    public void WriteEvent(in EventTuple recorded, ReadOnlySpan<byte> sealedHash)
    {
        Span<byte> text = stackalloc byte[32];
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, recorded.Id);
        json.WriteString("source", source);
        json.WriteString("type"u8, recorded.Type);
        json.WriteString("subject"u8, recorded.StreamId);
        new DateTime(DateTime.UnixEpoch.Ticks + (recorded.Microseconds * TimeSpan.TicksPerMicrosecond))
            .TryFormat(text, out var length, "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        json.WriteString("time"u8, text[..length]);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        recorded.Sequence.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        json.WriteString("sequence"u8, text[..length]);
        recorded.Version.TryFormat(text, out length, default, CultureInfo.InvariantCulture);
        json.WriteString("streamversion"u8, text[..length]);
        if (!recorded.IsNull(8))
            json.WriteString("correlationid"u8, recorded.CorrelationId);
        if (!recorded.IsNull(9))
            json.WriteString("causationid"u8, recorded.CausationId);
        if (!recorded.IsNull(7))
            json.WriteString("metadata"u8, recorded.Headers);
        json.WriteBase64String("leafhash"u8, sealedHash);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(recorded.Data, skipInputValidation: true);
        End();
        Events++;
    }

    /// <summary>Events that are not shown, as the complete subtrees they are in the tree.</summary>
    public void WriteHidden(long first, long last, IEnumerable<byte[]> hashes)
    {
        json.WriteStartObject();
        json.WriteString("csms", "hidden");
        json.WriteNumber("first", first);
        json.WriteNumber("last", last);
        json.WriteStartArray("hashes");
        foreach (var hash in hashes)
            json.WriteBase64StringValue(hash);
        json.WriteEndArray();
        End();
    }

    public void WriteEnd()
    {
        json.WriteStartObject();
        json.WriteString("csms", "end");
        json.WriteNumber("events", Events);
        End();
    }

    public void Dispose() => json.Dispose();

    private void End()
    {
        json.WriteEndObject();
        json.Flush();
        json.Reset();
        written.Write("\n"u8);
    }
}
