using System.Globalization;
using System.Text;
using System.Text.Unicode;
using System.Xml;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// The file with which drivers check their bill in the transparency software of SAFE e.V. or in Chargy: one <c>value</c> per record, bytes untouched.
/// </summary>
public static class TransparencyXml
{
    // No line breaks: whitespace beside a record would become part of it in some readers.
    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.None };

    /// <summary>Writes the records of a transaction in the order given. Names the person that OCMF names: for the driver, not for a log.</summary>
    public static string Write(long transactionId, IEnumerable<SignedRecord> records)
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?>""").Append('\n');
        using (var xml = XmlWriter.Create(text, Settings))
        {
            xml.WriteStartElement("values");
            foreach (var record in records) Write(xml, transactionId, record);
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Write(XmlWriter xml, long transactionId, SignedRecord record)
    {
        var (data, encoding) = Data(record.Value);
        xml.WriteStartElement("value");
        xml.WriteAttributeString("transactionId", transactionId.ToString(CultureInfo.InvariantCulture));
        if (Context(record) is { } context) xml.WriteAttributeString("context", context);

        xml.WriteStartElement("signedData");
        if (Name(record.Value.Format) is { } format) xml.WriteAttributeString("format", format);
        xml.WriteAttributeString("encoding", encoding);
        xml.WriteString(data);
        xml.WriteEndElement();

        if (Key(record) is { } key)
        {
            xml.WriteStartElement("publicKey");
            xml.WriteAttributeString("encoding", "plain"); // which is how the software's own files call hex
            xml.WriteString(key);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static (string Text, string Encoding) Data(SignedValue value)
    {
        if (value.Format == SignedFormat.Edl && !Utf8.IsValid(value.Record.Span)) return (Convert.ToHexString(value.Record.Span), "hex");
        if (Utf8.IsValid(value.Record.Span) && IsKeptByXml(value.Text)) return (value.Text, "plain");
        return (Convert.ToBase64String(value.Record.Span), "base64");
    }

    // XML cannot spell control characters, and turns CR into LF.
    private static bool IsKeptByXml(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (text[i] == '\r' || !XmlConvert.IsXmlChar(text[i])) return false;
        }

        return true;
    }

    // EDL40 has several makers' names in this software, which finds the right one itself when none is given.
    private static string? Name(SignedFormat format) => format switch
    {
        SignedFormat.Ocmf => "OCMF",
        SignedFormat.Alfen => "ALFEN",
        _ => null,
    };

    // A record with begin and end is a transaction of its own and has no context.
    private static string? Context(SignedRecord record)
    {
        if (record.Ocmf is not { Payload.Readings: var readings }) return record.Value.Context is { } sent && IsKeptByXml(sent) ? sent : null;
        return (readings.Any(r => r.IsBegin), readings.Any(r => r.IsEnd)) switch
        {
            (true, false) => "Transaction.Begin",
            (false, true) => "Transaction.End",
            _ => null,
        };
    }

    private static string? Key(SignedRecord record)
    {
        if (record.Key is { } key && record.Ocmf?.Signature.Curve is { } curve) return Convert.ToHexString(key.ToSubjectPublicKeyInfo(curve));
        return record.Value.PublicKey is { } text && IsKeptByXml(text) ? text : null;
    }
}
