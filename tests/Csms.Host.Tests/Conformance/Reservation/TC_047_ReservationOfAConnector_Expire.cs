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
    }
}
