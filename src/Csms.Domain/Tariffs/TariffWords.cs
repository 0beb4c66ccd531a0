using System.Text.Json.Serialization;

namespace Csms.Domain.Tariffs;

/// <summary>What can be priced (OCPI 2.2.1 section 11.4.4).</summary>
public enum TariffDimensionType
{
    /// <summary>Energy; price per kWh, steps in Wh.</summary>
    [JsonStringEnumMemberName("ENERGY")]
    Energy,

    /// <summary>Once per session, or once per reservation.</summary>
    [JsonStringEnumMemberName("FLAT")]
    Flat,

    /// <summary>Time in which the vehicle takes nothing; price per hour, steps in seconds.</summary>
    [JsonStringEnumMemberName("PARKING_TIME")]
    ParkingTime,

    /// <summary>Time of charging or of a reservation; price per hour, steps in seconds.</summary>
    [JsonStringEnumMemberName("TIME")]
    Time,
}

/// <summary>Whom a tariff is for (OCPI 2.2.1 section 11.4.7).</summary>
public enum TariffType
{
    /// <summary>Who pays on the spot.</summary>
    [JsonStringEnumMemberName("AD_HOC_PAYMENT")]
    AdHocPayment,

    /// <summary>Who wants it cheap.</summary>
    [JsonStringEnumMemberName("PROFILE_CHEAP")]
    ProfileCheap,

    /// <summary>Who wants it fast.</summary>
    [JsonStringEnumMemberName("PROFILE_FAST")]
    ProfileFast,

    /// <summary>Who wants it green.</summary>
    [JsonStringEnumMemberName("PROFILE_GREEN")]
    ProfileGreen,

    /// <summary>Who has no preference.</summary>
    [JsonStringEnumMemberName("REGULAR")]
    Regular,
}

/// <summary>Which reservations an element prices (OCPI 2.2.1 section 11.4.3).</summary>
public enum ReservationRestrictionType
{
    /// <summary>Any.</summary>
    [JsonStringEnumMemberName("RESERVATION")]
    Reservation,

    /// <summary>One that nobody came for.</summary>
    [JsonStringEnumMemberName("RESERVATION_EXPIRES")]
    ReservationExpires,
}
