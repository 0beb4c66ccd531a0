using System.Reflection;
using System.Text.Json.Serialization;

namespace Ocpp.Protocol.Json;

/// <summary>How the values of an enumeration are spelt on the wire. Reflection: at start-up and in error texts, never per message.</summary>
internal static class EnumNames
{
    public static string Of(Type type, string member) =>
        type.GetField(member)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? member;

    public static string Listed(Type type) => string.Join(", ", Enum.GetNames(type).Select(member => Of(type, member)));
}
