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
        var shape = ReadShape(payload, strict);
        return new Parsed(shape.Value, shape.Error ?? Broken.RuleOf(validator, shape.Value!), shape.UnknownMembers, shape.ZoneAssumed);
    }

    /// <summary>As it is meant. A payload that is fine costs no more than with <see cref="Read"/>.</summary>
    public Parsed ReadLeniently(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        List<Repair>? repairs = null;
        var shape = ReadShape(payload, strict: false);
        if (shape.Error is { } error)
        {
            if (PayloadRepair.Of(payload, tolerant, receivedAt) is not { } repaired)
                return new Parsed(null, error, shape.UnknownMembers);
            shape = ReadShape(repaired.Payload, strict: false);
            if (shape.Error is not null)
                return new Parsed(null, error, shape.UnknownMembers);
            repairs = repaired.Made;
        }

        if (shape.ZoneAssumed)
            (repairs ??= []).Add(new Repair(Quirk.Time));
        if (shape.UnknownMembers > 0)
            (repairs ??= []).Add(new Repair(Quirk.UnknownMember));
        if (shape.Nulls > 0)
            (repairs ??= []).Add(new Repair(Quirk.Word));
        if (shape.NulReplaced)
            (repairs ??= []).Add(new Repair(Quirk.StrayBytes));
        var broken = Broken.RulesOf(validator, shape.Value!, ref repairs);
        return new Parsed(shape.Value, broken, shape.UnknownMembers, shape.ZoneAssumed, repairs);
    }

    public void Write(Utf8JsonWriter json, T message) => JsonSerializer.Serialize(json, message, tolerant);

    private Shape ReadShape(ReadOnlySpan<byte> payload, bool strict)
    {
        // OCPP-J 1.6 table 4: a request without members may have null for a payload.
        if (payload.SequenceEqual("null"u8))
            payload = "{}"u8;
        (TimestampConverter.ZoneAssumed, TextConverter.NulReplaced) = (false, false);

        var (unknownMembers, nulls) = (0, 0);
        // The deserializer lets null pass as an array's element; no member of OCPP 1.6 may be null.
        if (payload.IndexOf("null"u8) >= 0 || Deserialize(payload, exact) is not { } value)
        {
            var inspection = PayloadInspection.Of(payload, tolerant, strict);
            (unknownMembers, nulls) = (inspection.UnknownMembers, inspection.Nulls);
            if (inspection.Error is not null)
                return new Shape(null, inspection.Error, unknownMembers);
            (TimestampConverter.ZoneAssumed, TextConverter.NulReplaced) = (false, false);
            if (Deserialize(payload, tolerant) is not { } tolerated)
                return new Shape(null, new OcppError(OcppErrorCode.FormationViolation, "payload: is no " + typeof(T).Name), unknownMembers);
            value = tolerated;
        }

        return new Shape(value, null, unknownMembers, nulls, TimestampConverter.ZoneAssumed, TextConverter.NulReplaced);
    }

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

    private readonly record struct Shape(
        T? Value, OcppError? Error, int UnknownMembers, int Nulls = 0, bool ZoneAssumed = false, bool NulReplaced = false);
}
