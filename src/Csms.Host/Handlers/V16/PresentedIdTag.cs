using Csms.Host.Connections;
using Ocpp.Protocol;

namespace Csms.Host.Handlers.V16;

/// <summary>An idTag as it is looked up: readers append control characters, and some send more than the 20 characters of OCPP (quirk Q13).</summary>
internal static class PresentedIdTag
{
    // What is longer is no token of anybody, and too long for an index.
    private const int Longest = 255;

    public static string Of(IdToken idTag, MessageContext context)
    {
        var text = idTag.Value;
        if (text.Length <= Longest && !text.Any(char.IsControl))
            return text;
        context.Repaired(Quirk.IdTag);
        var plain = string.Concat(text.Where(c => !char.IsControl(c)));
        return plain.Length <= Longest ? plain : plain[..Longest];
    }
}
