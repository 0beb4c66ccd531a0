using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>How a value is written (OCPP 1.6 section 7.49).</summary>
public static class ValueFormat
{
    /// <summary>A decimal number; the default.</summary>
    public const string Raw = "Raw";

    /// <summary>Signed binary data, in a format of the vendor.</summary>
    public const string SignedData = "SignedData";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Raw, SignedData);
}
