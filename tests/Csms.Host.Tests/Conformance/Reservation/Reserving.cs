using System.Globalization;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

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

    /// <summary>The newest reservation with this number comes into this state, on REST.</summary>
    public static async Task<JsonNode> ReservationBecomesAsync(this Station station, int reservationId, string status) => await Eventually.BecomesAsync(
        () => station.ReservationAsync(reservationId), reservation => (string?)reservation["status"] == status);

    public static async Task<JsonNode> ReservationAsync(this Station station, int reservationId) =>
        (await station.Operator.ReadAsync($"/reservations?chargePointId={station.Id}&reservationId={reservationId}")).Items is [var newest, ..] ? newest : new JsonObject();

    /// <summary>The events of a reservation, by type.</summary>
    public static async Task<IReadOnlyList<string>> EventsAsync(this Station station, JsonNode reservation) =>
        [.. (await station.Operator.ReadAsync($"/streams/reservation-{reservation["id"]}/events")).Items.Select(e => (string)e["type"]!)];
}
