using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Csms.ReadModels.Analysis;

/// <summary>A row as a JSON object on a line of its own; nulls are left out.</summary>
internal static class NdjsonRow
{
    public static string Of(DbDataReader reader)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            for (var column = 0; column < reader.FieldCount; column++)
                if (!reader.IsDBNull(column)) Write(json, reader.GetName(column), reader.GetValue(column));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case decimal number:
                json.WriteNumber(name, number);
                break;
            case string[] names:
                json.WriteStartArray(name);
                foreach (var each in names) json.WriteStringValue(each);
                json.WriteEndArray();
                break;
            case DateTime time:
                json.WriteString(name, time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }
}
