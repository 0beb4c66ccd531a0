using System.Text;

namespace Csms.Domain.SignedReadings;

/// <summary>The format of a signed meter value.</summary>
public enum SignedFormat
{
    /// <summary>None that we know.</summary>
    Unknown,

    /// <summary>Open Charge Metering Format of SAFE e.V.</summary>
    Ocmf,

    /// <summary>Alfen's <c>AP;…</c>; recognised and stored.</summary>
    Alfen,

    /// <summary>EDL40 and its kin, mostly as SML; recognised and stored.</summary>
    Edl,
}

/// <summary>How a signed record was packed: OCPP 1.6 section 7.45 says "SignedData" and nothing about the string.</summary>
public enum SignedWrapping
{
    /// <summary>Not at all.</summary>
    Plain,

    /// <summary>Its bytes in hex.</summary>
    Hex,

    /// <summary>Its bytes in base64.</summary>
    Base64,

    /// <summary>In a JSON object, as in OCPP 2 and the Open Charge Alliance's application note on signed meter values in OCPP 1.6.</summary>
    Json,

    /// <summary>In the XML that the transparency software of SAFE e.V. reads.</summary>
    Xml,
}

/// <summary>One signed record, unpacked from what a charge point sent with format <c>SignedData</c>.</summary>
/// <param name="Format">As recognised by its content.</param>
/// <param name="Wrapping">The outermost packing.</param>
/// <param name="Record">Exactly the bytes that were packed, whitespace around them excepted.</param>
/// <param name="PublicKey">The key as text if the packing brought one: no proof of who signed, unless it is known from elsewhere.</param>
/// <param name="TransactionId">As an XML wrapper names it.</param>
/// <param name="Context">As an XML wrapper names it, e.g. <c>Transaction.Begin</c>.</param>
public sealed record SignedValue(
    SignedFormat Format,
    SignedWrapping Wrapping,
    ReadOnlyMemory<byte> Record,
    string? PublicKey = null,
    string? TransactionId = null,
    string? Context = null)
{
    /// <summary>The record as text; binary formats are not meant to be read so.</summary>
    public string Text => Encoding.UTF8.GetString(Record.Span);

    /// <summary>What a value of format <c>SignedData</c> holds: at least one record, several in one XML wrapper. Never throws.</summary>
    public static IReadOnlyList<SignedValue> Unpack(string? value) => Unpacking.Of(value ?? "");
}
