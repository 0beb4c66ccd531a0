using System.Text.Json;
using System.Text.Json.Serialization;

namespace Csms.Domain;

/// <summary>Reads and writes meter readings, which are nearly all of what is stored, by hand: three times as fast as through constructor metadata, and as a list, for
/// which the serializer would need a stack. The shape is what it would make of the records: camelCase, nulls left out, unknown members passed over.</summary>
internal sealed class MeterReadingsJson : JsonConverter<IReadOnlyList<MeterReading>>
{
    public override IReadOnlyList<MeterReading> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var readings = new List<MeterReading>(1);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) readings.Add(ReadReading(ref reader));
        return readings;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<MeterReading> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Count; i++) WriteReading(writer, value[i]);
        writer.WriteEndArray();
    }

    private static MeterReading ReadReading(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        DateTimeOffset timestamp = default;
        IReadOnlyList<Sample> samples = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("timestamp"u8))
            {
                reader.Read();
                timestamp = reader.GetDateTimeOffset();
            }
            else if (reader.ValueTextEquals("samples"u8))
            {
                reader.Read();
                samples = ReadSamples(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new(timestamp, samples);
    }

    private static void WriteReading(Utf8JsonWriter writer, MeterReading value)
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp"u8, value.Timestamp);
        writer.WriteStartArray("samples"u8);
        for (var i = 0; i < value.Samples.Count; i++) WriteSample(writer, value.Samples[i]);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static Sample[] ReadSamples(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var samples = new List<Sample>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) samples.Add(ReadSample(ref reader));
        return [.. samples];
    }

    private static Sample ReadSample(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        string? value = null, measurand = null, unit = null, context = null, phase = null, location = null, format = null;
        Guid? contentId = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("value"u8)) value = Text(ref reader);
            else if (reader.ValueTextEquals("measurand"u8)) measurand = Text(ref reader);
            else if (reader.ValueTextEquals("unit"u8)) unit = Text(ref reader);
            else if (reader.ValueTextEquals("context"u8)) context = Text(ref reader);
            else if (reader.ValueTextEquals("phase"u8)) phase = Text(ref reader);
            else if (reader.ValueTextEquals("location"u8)) location = Text(ref reader);
            else if (reader.ValueTextEquals("format"u8)) format = Text(ref reader);
            else if (reader.ValueTextEquals("contentId"u8)) contentId = Id(ref reader);
            else reader.Skip();
        }

        return new(value, measurand, unit, context, phase, location, format, contentId);
    }

    private static void WriteSample(Utf8JsonWriter writer, Sample sample)
    {
        writer.WriteStartObject();
        if (sample.Value is not null) writer.WriteString("value"u8, sample.Value);
        if (sample.Measurand is not null) writer.WriteString("measurand"u8, sample.Measurand);
        if (sample.Unit is not null) writer.WriteString("unit"u8, sample.Unit);
        if (sample.Context is not null) writer.WriteString("context"u8, sample.Context);
        if (sample.Phase is not null) writer.WriteString("phase"u8, sample.Phase);
        if (sample.Location is not null) writer.WriteString("location"u8, sample.Location);
        if (sample.Format is not null) writer.WriteString("format"u8, sample.Format);
        if (sample.ContentId is { } contentId) writer.WriteString("contentId"u8, contentId);
        writer.WriteEndObject();
    }

    private static string? Text(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && !reader.HasValueSequence
            ? Vocabulary.Find(reader.ValueSpan) ?? reader.GetString()
            : reader.GetString();
    }

    private static Guid? Id(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : reader.GetGuid();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token) throw new JsonException($"A meter reading has {reader.TokenType} where {token} belongs.");
    }
}
