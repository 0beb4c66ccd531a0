namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_048_2_ReservationOfAConnector_Occupied(CsmsFixture csms)
{
    [Fact]
    public async Task Is_asked_for_although_the_connector_is_busy()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.ReportsAsync("Preparing");
        await station.IsReservedAsync(48, "Occupied");
        await station.ShowsAsync("Preparing");
        ((string?)(await station.ReservationBecomesAsync(48, "refused"))["answer"]).ShouldBe("Occupied");
    }
}
