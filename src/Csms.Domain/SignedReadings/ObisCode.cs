namespace Csms.Domain.SignedReadings;

/// <summary>
/// Which register was read (RI), after IEC 62056-6-1: <c>A-B:C.D.E*F</c>. The field spells it in many ways: <c>1-b:1.8.0</c>,
/// <c>01-00:01.08.00.FF</c>, <c>1-0:1.8.0*198</c>. C is hexadecimal where OCMF defined codes of its own (table 25: B0 to B3, C0 to C3).
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Quantity">C without leading zeros, in upper case, e.g. <c>1</c> or <c>B2</c>; empty when the text is no OBIS code.</param>
/// <param name="Processing">D; 8 is the running total.</param>
/// <param name="Tariff">E; 0 is the total of all tariffs.</param>
public sealed record ObisCode(string Text, string Quantity, string Processing, string Tariff)
{
    // Imported energy only. First what reached the vehicle: registers that are compensated for the losses of the cable (table 25: "device"), of the
    // transaction before the total; then what left the mains. 98 and 9E were used by makers before OCMF had table 25.
    private static readonly string[] Preference = ["B3", "B1", "98", "B2", "B0", "1", "9E"];

    /// <summary>The same for all spellings of one register, e.g. <c>1.8.0</c>.</summary>
    public string Register => $"{Quantity}.{Processing}.{Tariff}";

    /// <summary>The register with the lowest rank is billed; null: not of imported energy, never billed.</summary>
    internal int? BillingRank
    {
        get
        {
            var rank = Array.IndexOf(Preference, Quantity);
            if (rank < 0 || Processing != "8") return null;
            return (2 * rank) + (IsTotal ? 0 : 1);
        }
    }

    // ABL writes the letter of the group, 1.8.e, where its meter has no tariffs.
    private bool IsTotal => Tariff is "0" or "E" or "FF" or "";

    /// <summary>Reads a code as lenient as the field demands.</summary>
    public static ObisCode Of(string text)
    {
        var code = text.Trim().ToUpperInvariant();
        var groups = code[(code.LastIndexOf(':') + 1)..].Split('.', '*');
        return groups.Length < 2 ? new(text, "", "", "") : new(text, Group(groups, 0), Group(groups, 1), Group(groups, 2));
    }

    private static string Group(string[] groups, int index)
    {
        if (index >= groups.Length) return "";
        var digits = groups[index].Trim();
        var significant = digits.TrimStart('0');
        return significant.Length == 0 && digits.Length > 0 ? "0" : significant;
    }
}
