using System.Text.Json.Serialization;

namespace Csms.Domain.Cdrs;

/// <summary>A stretch in which the same prices applied; it ends where the next one begins (OCPI 2.2.1 section 10.4.2).</summary>
/// <param name="StartDateTime">When it began.</param>
/// <param name="Dimensions">At least one.</param>
/// <param name="TariffId">By what it was priced; null: by nothing.</param>
public sealed record ChargingPeriod(DateTimeOffset StartDateTime, IReadOnlyList<CdrDimension> Dimensions, string? TariffId = null);

/// <summary>A volume (OCPI 2.2.1 section 10.4.1).</summary>
/// <param name="Type">Of what.</param>
/// <param name="Volume">kWh or hours, to four decimals; what was measured, without what a step size adds.</param>
public sealed record CdrDimension(CdrDimensionType Type, decimal Volume);

/// <summary>Whose session it was (OCPI 2.2.1 section 10.4.5).</summary>
/// <param name="CountryCode">Of the party that issued the token.</param>
/// <param name="PartyId">Of the party that issued the token.</param>
/// <param name="Uid">What the charge point read.</param>
/// <param name="Type">AD_HOC_USER, APP_USER, OTHER or RFID.</param>
/// <param name="ContractId">The contract behind it.</param>
public sealed record CdrToken(string CountryCode, string PartyId, string Uid, string Type, string ContractId);

/// <summary>Where it was, as it was at the start (OCPI 2.2.1 section 10.4.4).</summary>
/// <param name="Id">Of the location.</param>
/// <param name="Address">Street and number.</param>
/// <param name="City">City.</param>
/// <param name="Country">ISO 3166-1 alpha-3.</param>
/// <param name="Coordinates">Where on earth.</param>
/// <param name="EvseUid">Of the EVSE in this system.</param>
/// <param name="EvseId">Of the EVSE for people (eMI3).</param>
/// <param name="ConnectorId">Of the connector.</param>
/// <param name="ConnectorStandard">E.g. IEC_62196_T2.</param>
/// <param name="ConnectorFormat">SOCKET or CABLE.</param>
/// <param name="ConnectorPowerType">E.g. AC_3_PHASE.</param>
/// <param name="Name">For people.</param>
/// <param name="PostalCode">Postal code.</param>
/// <param name="State">State or province.</param>
public sealed record CdrLocation(
    string Id,
    string Address,
    string City,
    string Country,
    GeoLocation Coordinates,
    string EvseUid,
    string EvseId,
    string ConnectorId,
    string ConnectorStandard,
    string ConnectorFormat,
    string ConnectorPowerType,
    string? Name = null,
    string? PostalCode = null,
    string? State = null);

/// <summary>Where on earth (OCPI 2.2.1 section 8.4.13), in decimal degrees with a point.</summary>
/// <param name="Latitude">E.g. <c>50.770774</c>.</param>
/// <param name="Longitude">E.g. <c>-126.104965</c>.</param>
public sealed record GeoLocation(string Latitude, string Longitude);

/// <summary>How a session was authorized (OCPI 2.2.1 section 10.4.1, AuthMethod).</summary>
public enum AuthMethod
{
    /// <summary>The party that issued the token was asked.</summary>
    [JsonStringEnumMemberName("AUTH_REQUEST")]
    AuthRequest,

    /// <summary>By a command, e.g. START_SESSION.</summary>
    [JsonStringEnumMemberName("COMMAND")]
    Command,

    /// <summary>By what is known of the token here.</summary>
    [JsonStringEnumMemberName("WHITELIST")]
    Whitelist,
}

/// <summary>What a volume is of (OCPI 2.2.1 section 10.4.3); those that are billed.</summary>
public enum CdrDimensionType
{
    /// <summary>kWh.</summary>
    [JsonStringEnumMemberName("ENERGY")]
    Energy,

    /// <summary>Hours of parking.</summary>
    [JsonStringEnumMemberName("PARKING_TIME")]
    ParkingTime,

    /// <summary>Hours of a reservation.</summary>
    [JsonStringEnumMemberName("RESERVATION_TIME")]
    ReservationTime,

    /// <summary>Hours of charging.</summary>
    [JsonStringEnumMemberName("TIME")]
    Time,
}
