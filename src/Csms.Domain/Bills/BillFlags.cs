using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Csms.Domain.Bills;

/// <summary>Names of what was noticed about a bill: those of energy and prices, and its own.</summary>
public static class BillFlags
{
    /// <summary>Some times are not what the charge point said: its clock was wrong.</summary>
    public const string TimeCorrected = "TIME_CORRECTED";

    /// <summary>Nothing said within a day when the vehicle left: parking after the stop is not billed.</summary>
    public const string DepartureUnknown = "DEPARTURE_UNKNOWN";

    /// <summary>Energy in no time; held.</summary>
    public const string NoDuration = "NO_DURATION";

    internal static string NameOf<T>(T flag)
        where T : struct, Enum =>
        Names<T>.Of[flag];

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Of = Enum.GetValues<T>().ToFrozenDictionary(
            flag => flag,
            flag => typeof(T).GetField(flag.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);
    }
}
