using System.Globalization;

namespace Csms.Simulator.Settings;

/// <summary>The types of configuration values; a value of the wrong type is Rejected (OCPP 1.6 section 5.3).</summary>
internal static class SettingRules
{
    public const int MostMeasurands = 12;
    public const string Electrical = "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage";

    private static readonly HashSet<string> Rotations = new(["NotApplicable", "Unknown", "RST", "RTS", "SRT", "STR", "TRS", "TSR"], StringComparer.Ordinal);

    /// <summary>What this charge point's meter can tell; anything else in a list makes the whole list Rejected.</summary>
    public static readonly IReadOnlySet<string> KnownMeasurands = new HashSet<string>(
        ["Energy.Active.Import.Register", "Power.Active.Import", "Power.Offered", "Current.Import", "Current.Offered", "Voltage", "SoC", "Frequency", "Temperature"],
        StringComparer.Ordinal);

    public static bool Boolean(string value) => bool.TryParse(value, out _);

    public static bool Natural(string value) => int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= 0;

    public static bool Positive(string value) => Natural(value) && value.AsSpan().TrimStart('0').Length > 0;

    public static bool SecurityProfile(string value) => value is "0" or "1" or "2" or "3";

    public static bool Measurands(string value)
    {
        var items = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items.Length <= MostMeasurands && items.All(KnownMeasurands.Contains);
    }

    /// <summary>16 to 20 bytes as hexadecimal text (security whitepaper, A01).</summary>
    public static bool HexKey(string value) => value.Length is >= 32 and <= 40 && value.Length % 2 == 0 && value.All(char.IsAsciiHexDigit);

    public static Func<string, bool> UpTo(int length) => value => value.Length <= length;

    public static Func<string, bool> PhaseRotations(int connectors) => value => value
        .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .All(item => item.Split('.') is [var id, var rotation] && Natural(id) && int.Parse(id, CultureInfo.InvariantCulture) <= connectors && Rotations.Contains(rotation));
}
