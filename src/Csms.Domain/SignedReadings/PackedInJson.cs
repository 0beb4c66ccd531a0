using System.Text;
using System.Text.Json;
using static Csms.Domain.SignedReadings.SignedFormat;

namespace Csms.Domain.SignedReadings;

/// <summary>
/// The JSON that charge points put around a signed record: that of the Open Charge Alliance's application note, which took over
/// SignedMeterValueType of OCPP 2.0.1 (<c>signedMeterData</c>), and the same with <c>signedMeterValue</c>.
/// </summary>
internal static class PackedInJson
{
    private static readonly string[] Unverified = ["EDL", "SML"];

    public static IReadOnlyList<SignedValue>? Read(string text, int depth)
    {
        using var document = AnyJson.TryParse(Encoding.UTF8.GetBytes(text));
        if (document is null) return null;
        var root = document.RootElement;
        try
        {
            var isNested = root.TryGetProperty("signedMeterValue", out var nested) && nested.ValueKind == JsonValueKind.Object;
            return Of(isNested ? nested : root, depth);
        }
        catch (InvalidOperationException)
        {
            return null; // half of a surrogate pair, which JSON can spell and no text can hold
        }
    }

    private static SignedValue[]? Of(JsonElement wrapper, int depth)
    {
        if ((wrapper.Text("signedMeterData") ?? wrapper.Text("signedMeterValue")) is not { } data) return null;
        var key = wrapper.Text("publicKey") is { Length: > 0 } text ? text : null;
        var format = Named(wrapper.Text("encodingMethod"));
        return
        [
            .. Unpacking.Of(data, depth + 1).Select(value => value with
            {
                Format = value.Format == Unknown ? format : value.Format,
                Wrapping = SignedWrapping.Json,
                PublicKey = key ?? value.PublicKey,
            }),
        ];
    }

    // What is not recognised by its content may still be named; OCMF that does not look like OCMF is none.
    private static SignedFormat Named(string? encodingMethod) =>
        Unverified.Any(name => encodingMethod?.Contains(name, StringComparison.OrdinalIgnoreCase) == true) ? Edl : Unknown;
}
