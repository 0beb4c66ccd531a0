using System.Globalization;

namespace Csms.Host.Tests.Conformance.Reservation;

/// <summary>The operator reserves.</summary>
internal static class Reserving
{
    public static Task IsReservedAsync(
        this Station station, int reservationId, string answer, int connectorId = 1, string? parentIdTag = null, DateTimeOffset? expiryDate = null) => station.AsksAsync(
        "ReserveNow",
        new
        {
            connectorId,
            // As it goes on the wire: UTC and milliseconds.
            expiryDate = (expiryDate ?? DateTimeOffset.UtcNow.AddHours(1)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            idTag = station.IdTag,
            parentIdTag,
            reservationId,
        },
        new { status = answer });
}
