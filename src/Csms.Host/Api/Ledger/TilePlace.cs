using System.Globalization;
using System.Text.RegularExpressions;

namespace Csms.Host.Api.Ledger;

/// <summary>Where a tile is, as C2SP's tlog-tiles writes it: groups of three digits, all but the last with an x before them.</summary>
internal static partial class TilePlace
{
    public static bool TryParse(string text, out long index, out int width)
    {
        (index, width) = (0, 256);
        var match = Form().Match(text);
        if (!match.Success || !long.TryParse(match.Groups[1].Value.Replace("x", "", StringComparison.Ordinal).Replace("/", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out index))
            return false;
        return !match.Groups[2].Success || (int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out width) && width is > 0 and < 256);
    }

    [GeneratedRegex(@"^((?:x\d{3}/){0,4}\d{3})(?:\.p/(\d{1,3}))?$")]
    private static partial Regex Form();
}
