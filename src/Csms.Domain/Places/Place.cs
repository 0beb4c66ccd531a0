using Csms.Domain.Cdrs;

namespace Csms.Domain.Places;

/// <summary>Where a charge point stands, as CDRs tell it (OCPI 2.2.1 section 10.4.4): the fold of its <see cref="PlaceEvent"/>s.</summary>
/// <param name="LocationId">OCPI's location.</param>
/// <param name="Address">Street and number.</param>
/// <param name="City">City.</param>
/// <param name="Country">ISO 3166-1 alpha-3.</param>
/// <param name="Coordinates">Where on earth.</param>
/// <param name="TimeZone">IANA; tariffs go by its clock.</param>
/// <param name="Connectors">What is known of its connectors.</param>
/// <param name="Group">Charge points with the same one share an assigned tariff; null: none.</param>
/// <param name="Name">For people.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="State">State or province.</param>
public sealed record Place(
    string LocationId,
    string Address,
    string City,
    string Country,
    GeoLocation Coordinates,
    string TimeZone,
    IReadOnlyList<PlacedConnector> Connectors,
    string? Group = null,
    string? Name = null,
    string? PostalCode = null,
    string? State = null)
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "place";

    /// <summary>The stream of a charge point's place, <c>place-{chargePointId}</c>.</summary>
    public static string StreamId(string chargePointId) => $"place-{chargePointId}";

    /// <summary>A CDR's location of one of the connectors.</summary>
    public CdrLocation Of(string chargePointId, int connectorId, string evseId)
    {
        var connector = Connectors.FirstOrDefault(connector => connector.ConnectorId == connectorId) ?? new PlacedConnector(connectorId);
        return new(
            LocationId,
            Address,
            City,
            Country,
            Coordinates,
            chargePointId,
            connector.EvseId ?? evseId,
            connectorId.ToString(System.Globalization.CultureInfo.InvariantCulture),
            connector.Standard,
            connector.Format,
            connector.PowerType,
            Name,
            PostalCode,
            State);
    }
}

/// <summary>A connector.</summary>
/// <param name="ConnectorId">OCPP's number.</param>
/// <param name="Standard">E.g. IEC_62196_T2.</param>
/// <param name="Format">SOCKET or CABLE.</param>
/// <param name="PowerType">E.g. AC_3_PHASE.</param>
/// <param name="MaxPower">What it can deliver, W; null: unknown. More energy than that in a session's time is doubtful.</param>
/// <param name="EvseId">For people (eMI3); null: made of party and charge point.</param>
public sealed record PlacedConnector(
    int ConnectorId, string Standard = "IEC_62196_T2", string Format = "SOCKET", string PowerType = "AC_3_PHASE", decimal? MaxPower = null, string? EvseId = null);
