using System.Text.Json.Serialization;
using Ocpp.Protocol.Json;

namespace Ocpp.Protocol;

/// <summary>An idTag (OCPP 1.6 section 7.28, CiString20Type): identifies a driver, compares without case (errata 3.72 to 3.74). <c>default</c> is
/// the empty token.
/// Holds what was received, however long: the message's validator knows the limit, and a lenient receiver may go beyond it.</summary>
[JsonConverter(typeof(IdTokenConverter))]
public readonly record struct IdToken
{
    private readonly string? value;

    /// <summary>Wraps a text as it is.</summary>
    public IdToken(string value) => this.value = value;

    /// <summary>Most characters an idTag has on the wire.</summary>
    public const int LongestIdTag = 20;

    /// <summary>The token as it was written, never null. Personal data: keep it out of events and logs.</summary>
    public string Value => value ?? string.Empty;

    /// <summary>Makes a token that every OCPP 1.6 charge point can take: 1 to 20 printable ASCII characters.</summary>
    public static bool TryCreate(string? text, out IdToken token)
    {
        var fits = text is { Length: > 0 and <= LongestIdTag } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
        token = fits ? new IdToken(text!) : default;
        return fits;
    }

    /// <summary>Equal without case.</summary>
    public bool Equals(IdToken other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Hash without case.</summary>
    public override int GetHashCode() => string.GetHashCode(Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Hides the token, so that a logged message does not give a person away.</summary>
    public override string ToString() => "IdToken { *** }";
}
