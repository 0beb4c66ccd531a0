namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_051_CancelReservation(CsmsFixture csms)
{
    [Fact]
    public async Task Frees_the_connector()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(51, "Accepted");
        await station.ReportsAsync("Reserved");
        await station.AsksAsync("CancelReservation", new { reservationId = 51 }, new { status = "Accepted" });
        await station.ReportsAsync("Available");

        await station.ShowsAsync("Available");
        (await station.EventsAsync(await station.ReservationBecomesAsync(51, "cancelled"))).ShouldBe(["reservation_made", "reservation_held", "reservation_cancelled"]);
    }
}
