using System.Text;

namespace Csms.Domain;

/// <summary>The words of OCPP 1.6 section 7 that every sample repeats, kept once instead of once per sample.</summary>
internal static class Vocabulary
{
    private static readonly (byte[] Utf8, string Word)[][] Buckets = Table(
        "Energy.Active.Import.Register", "Energy.Active.Export.Register", "Energy.Reactive.Import.Register", "Energy.Reactive.Export.Register",
        "Energy.Active.Import.Interval", "Energy.Active.Export.Interval", "Energy.Reactive.Import.Interval", "Energy.Reactive.Export.Interval",
        "Power.Active.Import", "Power.Active.Export", "Power.Reactive.Import", "Power.Reactive.Export", "Power.Offered", "Power.Factor",
        "Current.Import", "Current.Export", "Current.Offered", "Voltage", "Frequency", "Temperature", "SoC", "RPM",
        "Wh", "kWh", "varh", "kvarh", "W", "kW", "VA", "kVA", "var", "kvar", "A", "V", "K", "Celcius", "Celsius", "Fahrenheit", "Percent", "Hertz",
        "Interruption.Begin", "Interruption.End", "Other", "Sample.Clock", "Sample.Periodic", "Transaction.Begin", "Transaction.End", "Trigger",
        "L1", "L2", "L3", "N", "L1-N", "L2-N", "L3-N", "L1-L2", "L2-L3", "L3-L1",
        "Cable", "EV", "Inlet", "Outlet", "Body",
        "Raw", "SignedData");

    /// <summary>The word, or null when it is none of these.</summary>
    public static string? Find(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return null;
        foreach (var (known, word) in Buckets[Bucket(utf8)])
            if (utf8.SequenceEqual(known)) return word;
        return null;
    }

    private static (byte[] Utf8, string Word)[][] Table(params ReadOnlySpan<string> words)
    {
        var buckets = new (byte[], string)[256][];
        Array.Fill(buckets, []);
        foreach (var word in words)
        {
            var utf8 = Encoding.UTF8.GetBytes(word);
            buckets[Bucket(utf8)] = [.. buckets[Bucket(utf8)], (utf8, word)];
        }

        return buckets;
    }

    // Length, middle and last letters tell nearly all of them apart.
    private static byte Bucket(ReadOnlySpan<byte> utf8) => (byte)((utf8.Length * 7) + (utf8[0] * 31) + (utf8[utf8.Length / 2] * 3) + utf8[^1]);
}
