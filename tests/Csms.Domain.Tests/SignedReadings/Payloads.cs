namespace Csms.Domain.Tests.SignedReadings;

/// <summary>Payloads of OCMF in which all is well, to be spoilt in one place.</summary>
internal static class Payloads
{
    public const string BeginReading = """{"TM":"2026-03-01T10:00:00,000+0100 S","TX":"B","RV":100.5,"RI":"1-b:1.8.0","RU":"kWh","RT":"AC","EF":"","ST":"G"}""";
    public const string EndReading = """{"TM":"2026-03-01T11:00:00,000+0100 S","TX":"E","RV":112.75,"RI":"1-b:1.8.0","RU":"kWh","RT":"AC","EF":"","ST":"G"}""";

    public static string Begin { get; } = Of("T7", BeginReading);

    public static string End { get; } = Of("T8", EndReading);

    public static string Whole { get; } = Of("T7", BeginReading, EndReading);

    public static string Of(string page, params string[] readings) =>
        $$"""{"FV":"1.0","GI":"Gateway","GS":"G1","PG":"{{page}}","MS":"M1","IS":true,"IL":"TRUSTED","IT":"ISO14443","ID":"04AABBCC","RD":[{{string.Join(',', readings)}}]}""";

    /// <summary>Replaces what must be there.</summary>
    public static string With(this string payload, string old, string changed)
    {
        payload.ShouldContain(old);
        return payload.Replace(old, changed, StringComparison.Ordinal);
    }
}
