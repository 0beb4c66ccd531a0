using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Ocpp.Protocol.V16;

/// <summary>The two ways to read a message. Apart from <see cref="V16Json"/>, whose own statics must be there first.</summary>
internal static class V16Contracts
{
    private static readonly V16Json UnknownMembersRefused =
        new(new JsonSerializerOptions(V16Json.Default.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow });

    /// <summary>Contract that skips unknown members; the one for writing.</summary>
    public static JsonTypeInfo<T> Tolerant<T>() => (JsonTypeInfo<T>)V16Json.Default.Options.GetTypeInfo(typeof(T));

    /// <summary>Contract that refuses unknown members.</summary>
    public static JsonTypeInfo<T> Exact<T>() => (JsonTypeInfo<T>)UnknownMembersRefused.Options.GetTypeInfo(typeof(T));
}
