using System.Xml;
using static Csms.Domain.SignedReadings.SignedFormat;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// The XML of the transparency software of SAFE e.V.: <c>values/value</c> with <c>signedData</c> and <c>publicKey</c>, and Mennekes'
/// <c>encodedMeterValue</c>.
/// </summary>
internal static class PackedInXml
{
    private const int Deepest = 32;
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    public static IReadOnlyList<SignedValue>? Read(string text, int depth)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), Settings);
            var found = Records(reader, depth);
            return found.Count == 0 ? null : found;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static List<SignedValue> Records(XmlReader reader, int depth)
    {
        var found = new List<SignedValue>();
        var first = 0; // of the value that is being read
        string? transactionId = null, context = null, key = null;
        reader.Read();
        while (!reader.EOF && reader.Depth <= Deepest)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                reader.Read();
                continue;
            }

            switch (reader.LocalName)
            {
                case "signedData" or "encodedData" or "encodedMeterValue" when !reader.IsEmptyElement:
                    var format = Named(reader.GetAttribute("format"), reader.LocalName);
                    foreach (var value in Unpacking.Of(reader.ReadElementContentAsString(), depth + 1))
                        found.Add(Completed(value, format, key ?? value.PublicKey, transactionId, context));
                    break;

                // The key stands behind the data of its value, or before it.
                case "publicKey" when !reader.IsEmptyElement:
                    key = reader.ReadElementContentAsString().Trim() is { Length: > 0 } text ? text : null;
                    for (var i = first; i < found.Count; i++) found[i] = found[i] with { PublicKey = key ?? found[i].PublicKey };
                    break;

                default:
                    if (reader.LocalName == "value")
                    {
                        (first, key) = (found.Count, null);
                        (transactionId, context) = (reader.GetAttribute("transactionId"), reader.GetAttribute("context"));
                    }

                    reader.Read();
                    break;
            }
        }

        return found;
    }

    private static SignedValue Completed(SignedValue value, SignedFormat named, string? key, string? transactionId, string? context) => value with
    {
        Format = value.Format == Unknown ? named : value.Format,
        Wrapping = SignedWrapping.Xml,
        PublicKey = key,
        TransactionId = transactionId ?? value.TransactionId,
        Context = context ?? value.Context,
    };

    private static SignedFormat Named(string? format, string element) =>
        element == "encodedMeterValue" || (format ?? "").Contains("EDL", StringComparison.OrdinalIgnoreCase) ? Edl : Unknown;
}
