namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_046_ReservationOfAConnector_Transaction(CsmsFixture csms)
{
    [Fact]
    public async Task Is_used_by_the_transaction()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(46, "Accepted");
        await station.ReportsAsync("Reserved");
        await station.ShowsAsync("Reserved");
        var transactionId = await station.IsChargingAsync(reservationId: 46);

        ((int?)(await station.TransactionAsync(transactionId))["reservationId"]).ShouldBe(46);
        var reservation = await station.ReservationBecomesAsync(46, "used");
        ((int?)reservation["transactionId"]).ShouldBe(transactionId);
        (await station.EventsAsync(reservation)).ShouldBe(["reservation_made", "reservation_held", "reservation_used"]);
    }
}
