using System.Globalization;

namespace Csms.ReadModels.MeterValues;

/// <summary>The number in a sampled value.</summary>
internal static class SampleValue
{
    /// <summary>The number, or null when the text is none or too large to be one.</summary>
    public static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
