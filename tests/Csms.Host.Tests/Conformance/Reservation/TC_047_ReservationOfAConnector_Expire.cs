namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_047_ReservationOfAConnector_Expire(CsmsFixture csms)
{
    [Fact]
    public async Task Frees_the_connector()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(47, "Accepted", expiryDate: DateTimeOffset.UtcNow.AddSeconds(30));
        await station.ReportsAsync("Reserved");
        await station.ReportsAsync("Available");

        await station.ShowsAsync("Available");
        await station.ReservationBecomesAsync(47, "expired");
    }

    [Fact]
    public async Task Ends_by_itself_when_the_charge_point_is_silent()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(47, "Accepted", expiryDate: DateTimeOffset.UtcNow.AddSeconds(1));

        (await station.EventsAsync(await station.ReservationBecomesAsync(47, "expired"))).ShouldBe(["reservation_made", "reservation_expired"]);
    }
}
