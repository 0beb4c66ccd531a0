using System.Net;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Reservation;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-V: reservations and their life (OCPP 1.6 sections 5.1 and 5.13).</summary>
[Collection(OneHost.Name)]
public sealed class Reservations(CsmsFixture csms)
{
    [Fact]
    public async Task SD_V01_Have_numbers_of_their_own_and_replace_what_had_theirs()
    {
        await using var station = await Station.ConnectAsync(csms);
        var (first, made) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/reservations?wait=20", Wish(station), new { status = "Accepted" });
        var (second, _) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/reservations?wait=20", Wish(station, 2), new { status = "Accepted" });

        var number = (int)first[3]!["reservationId"]!;
        number.ShouldBePositive();
        ((int)second[3]!["reservationId"]!).ShouldNotBe(number);
        ((int)made["reservationId"]).ShouldBe(number);
        await station.ReservationBecomesAsync(number, "reserved");

        await station.IsReservedAsync(number, "Accepted", connectorId: 2);
        var newest = await Eventually.BecomesAsync(
            () => station.ReservationAsync(number), reservation => (string?)reservation["id"] != (string?)made["id"] && (string?)reservation["status"] == "reserved");
        var replaced = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/reservations/{made["id"]}"), reservation => (string?)reservation["status"] == "replaced");
        ((string?)replaced["replacedBy"]).ShouldBe((string?)newest["id"]);
    }

    [Theory]
    [InlineData("Faulted", 1)]
    [InlineData("Unavailable", 0)]
    public async Task SD_V02_End_when_the_connector_cannot_be_used(string status, int connectorId)
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(2, "Accepted");
        await station.ReportsAsync("Reserved");
        await station.ReportsAsync(status, connectorId, status == "Faulted" ? "GroundFailure" : "NoError");

        ((string?)(await station.ReservationBecomesAsync(2, "terminated"))["terminatedBy"]).ShouldBe(status);
    }

    [Fact]
    public async Task SD_V03_Of_connector_0_are_used_on_any()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(3, "Accepted", connectorId: 0);
        var transactionId = await station.HasStartedAsync(connectorId: 2);

        ((int?)(await station.ReservationBecomesAsync(3, "used"))["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task SD_V04_Are_noted_as_unknown_to_the_charge_point_that_rejects_their_cancellation()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(4, "Accepted");
        var id = (await station.ReservationBecomesAsync(4, "reserved"))["id"];
        await station.IsAskedByAsync("DELETE", $"/reservations/{id}?wait=20", null, new { status = "Rejected" });
        await Eventually.BecomesAsync(() => station.ReservationAsync(4), reservation => reservation["cancellationRejectedAt"] is not null);

        var (call, _) = await station.IsAskedByAsync("DELETE", $"/reservations/{id}?wait=20", null, new { status = "Accepted" });
        ((int?)call[3]!["reservationId"]).ShouldBe(4);
        await station.ReservationBecomesAsync(4, "cancelled");
        await csms.Admin.SendAsync("DELETE", $"/reservations/{id}").ShouldBeAsync(HttpStatusCode.Conflict, "reservation_over");
    }

    [Fact]
    public async Task SD_V05_Go_on_when_somebody_else_starts_on_their_connector_which_is_noted()
    {
        await using var station = await Station.ConnectAsync(csms);
        var stranger = "STRANGER" + station.IdTag[5..];
        await station.EnterAsync(stranger);
        await station.IsReservedAsync(5, "Accepted");
        var transactionId = await station.HasStartedAsync(stranger);

        var reservation = await Eventually.BecomesAsync(() => station.ReservationAsync(5), seen => (int?)seen["passedOverBy"] == transactionId);
        ((string?)reservation["status"]).ShouldBe("reserved");
    }

    [Fact]
    public async Task SD_V06_Are_for_the_group_of_the_token()
    {
        await using var station = await Station.ConnectAsync(csms, group: "FAMILY-V");
        var sibling = "SIBLING-V" + station.IdTag[5..];
        await station.EnterAsync(sibling, parent: "FAMILY-V");
        var (call, made) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/reservations?wait=20", Wish(station), new { status = "Accepted" });
        ((string?)call[3]!["parentIdTag"]).ShouldBe("FAMILY-V");

        await station.HasStartedAsync(sibling);
        ((string?)(await station.ReservationBecomesAsync((int)made["reservationId"], "used"))["idTag"]).ShouldBe(station.IdTag);
    }

    [Fact]
    public async Task SD_V07_Stand_when_another_is_turned_down()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(7, "Accepted");
        await station.IsReservedAsync(8, "Occupied");

        ((string?)(await station.ReservationBecomesAsync(8, "refused"))["answer"]).ShouldBe("Occupied");
        await station.ReservationBecomesAsync(7, "reserved");
    }

    [Fact]
    public async Task SD_X06_Are_used_up_by_the_start_that_names_them()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsReservedAsync(6, "Accepted");
        var transactionId = await station.HasStartedAsync(reservationId: 6);
        await station.ReservationBecomesAsync(6, "used");
        await station.StopsAsync(transactionId);

        // Nothing is left of it for another.
        await station.HasStartedAsync(reservationId: 6);
        ((int?)(await station.ReservationBecomesAsync(6, "used"))["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task Whose_answer_was_lost_show_themselves_by_what_the_charge_point_does()
    {
        await using var station = await Station.ConnectAsync(csms);
        await LosesTheAnswerAsync(station, 9);
        await station.ReservationBecomesAsync(9, "unknown");
        await station.ReportsAsync("Reserved");
        var held = await Eventually.BecomesAsync(() => station.ReservationAsync(9), reservation => (int?)reservation["heldConnectorId"] == 1);
        ((string?)held["status"]).ShouldBe("reserved");

        await LosesTheAnswerAsync(station, 10, connectorId: 2);
        await station.ReservationBecomesAsync(10, "unknown");
        var transactionId = await station.HasStartedAsync(connectorId: 2, reservationId: 10);
        ((int?)(await station.ReservationBecomesAsync(10, "used"))["transactionId"]).ShouldBe(transactionId);
    }

    [Fact]
    public async Task Are_made_once_under_a_key()
    {
        await using var station = await Station.ConnectAsync(csms);
        var wish = Wish(station);
        var asked = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/reservations", wish, ("Idempotency-Key", station.Id)).ShouldBeAsync(HttpStatusCode.Accepted);
        var again = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/reservations", wish, ("Idempotency-Key", station.Id)).ShouldBeAsync(HttpStatusCode.Accepted);

        ((string?)again["id"]).ShouldBe((string?)asked["id"]);
        ((int?)again["reservationId"]).ShouldBe((int?)asked["reservationId"]);
        await station.Wire.AnswerAsync(await station.Wire.ReceiveCallAsync(), """{"status":"Accepted"}""");
        await station.ReservationBecomesAsync((int)asked["reservationId"], "reserved");
        station.IsLeftAlone();
    }

    [Theory]
    [InlineData("""{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z"}""", HttpStatusCode.BadRequest, "invalid_body")]
    [InlineData("""{"connectorId":-1,"expiryDate":"2099-01-01T00:00:00Z","idTag":"X"}""", HttpStatusCode.BadRequest, "invalid_body")]
    [InlineData("""{"connectorId":1,"idTag":"X"}""", HttpStatusCode.BadRequest, "invalid_body")]
    [InlineData("""{"connectorId":1,"expiryDate":"2099-01-01T00:00:00Z","tokenId":"00000000-0000-0000-0000-000000000001"}""", HttpStatusCode.NotFound, "token_not_found")]
    public async Task Say_what_is_wrong_with_a_wish(string wish, HttpStatusCode status, string code)
    {
        await using var station = await Station.ConnectAsync(csms);
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/reservations", wish).ShouldBeAsync(status, code);
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY-V/reservations", Wish(station)).ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.ReadAsync($"/reservations/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "reservation_not_found");
        await csms.Admin.SendAsync("DELETE", $"/reservations/{Guid.NewGuid()}").ShouldBeAsync(HttpStatusCode.NotFound, "reservation_not_found");
    }

    private static string Wish(Station station, int connectorId = 1) =>
        $$"""{"connectorId":{{connectorId}},"expiryDate":"{{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}","idTag":"{{station.IdTag}}"}""";

    private async Task LosesTheAnswerAsync(Station station, int reservationId, int connectorId = 1)
    {
        await csms.Admin.SendAsync(
            "POST",
            $"/charge-points/{station.Id}/calls/ReserveNow",
            $$"""{"connectorId":{{connectorId}},"expiryDate":"{{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-dd'T'HH:mm:ss'Z'}}","idTag":"{{station.IdTag}}","reservationId":{{reservationId}}}""")
            .ShouldBeAsync(HttpStatusCode.Accepted);
        await station.Wire.ReceiveCallAsync();
        await station.ReconnectAsync();
    }
}
