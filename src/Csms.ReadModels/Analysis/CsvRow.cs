using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Csms.ReadModels.Analysis;

/// <summary>A line of RFC 4180. Spreadsheets take text that begins like a formula for one and run it; such text gets an apostrophe before it, and only text:
/// numbers may be negative.</summary>
public static class CsvRow
{
    /// <summary>The names of the columns.</summary>
    public static string Header(DbDataReader reader) => Line(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));

    /// <summary>The row that the reader stands on; nulls are empty.</summary>
    public static string Of(DbDataReader reader) => Line(Enumerable.Range(0, reader.FieldCount).Select(column => Of(reader.GetValue(column))));

    /// <summary>A field, quoted where it must be.</summary>
    public static string Of(object value) => value switch
    {
        DBNull => "",
        string text => Quoted(Harmless(text)),
        string[] names => Quoted(Harmless(string.Join(' ', names))),
        DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(Harmless(value.ToString() ?? "")),
    };

    private static string Line(IEnumerable<string> fields) => new StringBuilder().AppendJoin(',', fields).Append("\r\n").ToString();

    private static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
