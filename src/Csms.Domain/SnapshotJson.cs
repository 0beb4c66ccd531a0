using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;

namespace Csms.Domain;

/// <summary>States as JSON in UTF-8. Every member is written and has to be there, and no other: what a release with other members has kept is nothing to this one.</summary>
internal static class SnapshotJson
{
    private static readonly JsonSerializerOptions Json = new(SnapshotJsonContext.Default.Options)
    {
        // Stored as json and read by programs, never inside HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = SnapshotJsonContext.Default.WithAddedModifier(WantEveryMember),
    };

    /// <summary>All of it. Equal states are written equally.</summary>
    public static byte[] Write<T>(T whole) => JsonSerializer.SerializeToUtf8Bytes(whole, TypeOf<T>());

    /// <summary>What was written; null when this is not what this program writes.</summary>
    public static T? Read<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, TypeOf<T>());
        }
        catch (JsonException)
        {
            return null;
        }
        catch (ArgumentException)
        {
            // Two keys that differ in case only.
            return null;
        }
    }

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));

    private static void WantEveryMember(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var member in type.Properties) member.IsRequired = true;
    }
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(ChargePointSnapshot.DesiredConfigurationJson)])]
[JsonSerializable(typeof(ChargePointSnapshot.Whole))]
[JsonSerializable(typeof(ChargePointProfilesSnapshot.Held))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class SnapshotJsonContext : JsonSerializerContext;
