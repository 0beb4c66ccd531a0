namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_048_3_ReservationOfAConnector_Unavailable(CsmsFixture csms)
{
    [Fact]
    public async Task Is_asked_for_although_the_connector_is_out_of_use()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("ChangeAvailability", new { connectorId = 1, type = "Inoperative" }, new { status = "Accepted" });
        await station.ReportsAsync("Unavailable");
        await station.IsReservedAsync(48, "Unavailable");
        await station.ShowsAsync("Unavailable");
        ((string?)(await station.ReservationBecomesAsync(48, "refused"))["answer"]).ShouldBe("Unavailable");
    }
}
