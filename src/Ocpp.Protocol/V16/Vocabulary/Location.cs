using System.Collections.Frozen;

namespace Ocpp.Protocol.V16;

/// <summary>Where a value was measured (OCPP 1.6 section 7.30).</summary>
public static class Location
{
    /// <summary>Inside the charge point.</summary>
    public const string Body = "Body";

    /// <summary>In the cable.</summary>
    public const string Cable = "Cable";

    /// <summary>In the vehicle.</summary>
    public const string EV = "EV";

    /// <summary>At the connection to the grid.</summary>
    public const string Inlet = "Inlet";

    /// <summary>At the connector; the default.</summary>
    public const string Outlet = "Outlet";

    /// <summary>Every word of the specification.</summary>
    public static IReadOnlySet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Body, Cable, EV, Inlet, Outlet);
}
