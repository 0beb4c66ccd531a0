using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FluentValidation;
using Ocpp.Protocol.Json;

namespace Ocpp.Protocol;

/// <summary>Reads and writes one message type. The good path is one pass of the generated deserializer; only a payload that it refuses is walked a second
/// time to say why.</summary>
/// <param name="exact">Contract that refuses unknown members.</param>
/// <param name="tolerant">Contract that skips unknown members.</param>
/// <param name="validator">Rules beyond the shape, if the message has any.</param>
internal sealed class PayloadFormat<T>(JsonTypeInfo<T> exact, JsonTypeInfo<T> tolerant, IValidator<T>? validator)
    where T : class
{
    public Parsed Read(ReadOnlySpan<byte> payload, bool strict)
    {
        // OCPP-J 1.6 table 4: a request without members may have null for a payload.
        if (payload.SequenceEqual("null"u8))
            payload = "{}"u8;
        TimestampConverter.ZoneAssumed = false;

        var unknownMembers = 0;
        // The deserializer lets null pass as an array's element; no member of OCPP 1.6 may be null.
        if (payload.IndexOf("null"u8) >= 0 || Deserialize(payload, exact) is not { } value)
        {
            var inspection = PayloadInspection.Of(payload, tolerant, strict);
            unknownMembers = inspection.UnknownMembers;
            if (inspection.Error is not null)
                return new Parsed(null, inspection.Error, unknownMembers);
            TimestampConverter.ZoneAssumed = false;
            if (Deserialize(payload, tolerant) is not { } tolerated)
                return new Parsed(null, new OcppError(OcppErrorCode.FormationViolation, "payload: is no " + typeof(T).Name), unknownMembers);
            value = tolerated;
        }

        var zoneAssumed = TimestampConverter.ZoneAssumed;
        return new Parsed(value, Broken.RuleOf(validator, value), unknownMembers, zoneAssumed);
    }

    public void Write(Utf8JsonWriter json, T message) => JsonSerializer.Serialize(json, message, tolerant);

    private static T? Deserialize(ReadOnlySpan<byte> payload, JsonTypeInfo<T> contract)
    {
        try
        {
            return JsonSerializer.Deserialize(payload, contract);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
