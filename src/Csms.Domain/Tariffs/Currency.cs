namespace Csms.Domain.Tariffs;

/// <summary>Codes of currencies and the digits that their money has (ISO 4217).</summary>
public static class Currency
{
    /// <summary>Three capital letters. Which of them are in use changes; a code that is not in use hurts nobody.</summary>
    public static bool IsCode(string? code) => code is { Length: 3 } && code.All(char.IsAsciiLetterUpper);

    /// <summary>Digits after the point.</summary>
    public static int MinorUnits(string code) => code switch
    {
        "BIF" or "CLP" or "DJF" or "GNF" or "ISK" or "JPY" or "KMF" or "KRW" or "PYG" or "RWF" or "UGX" or "UYI" or "VND" or "VUV" or "XAF" or "XOF"
            or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        "CLF" or "UYW" => 4,
        _ => 2,
    };
}
