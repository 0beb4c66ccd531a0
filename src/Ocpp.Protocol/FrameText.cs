namespace Ocpp.Protocol;

internal static class FrameText
{
    /// <summary>Cuts to the longest description, and never through a surrogate pair.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= OcppError.LongestDescription)
            return text;
        var length = char.IsHighSurrogate(text[OcppError.LongestDescription - 1]) ? OcppError.LongestDescription - 1 : OcppError.LongestDescription;
        return text[..length];
    }
}
