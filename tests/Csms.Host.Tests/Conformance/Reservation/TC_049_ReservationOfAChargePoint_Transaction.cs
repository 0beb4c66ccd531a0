namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_049_ReservationOfAChargePoint_Transaction(CsmsFixture csms)
{
    [Fact]
    public async Task Names_connector_0()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(49, "Accepted", connectorId: 0);
        await station.ReportsAsync("Reserved");

        await station.ShowsAsync("Reserved");
        (await Eventually.BecomesAsync(() => station.ReservationAsync(49), reservation => (int?)reservation["heldConnectorId"] == 1))["status"]!.ToString().ShouldBe("reserved");
    }
}
