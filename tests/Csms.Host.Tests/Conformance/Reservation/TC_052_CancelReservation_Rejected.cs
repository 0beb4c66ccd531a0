namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_052_CancelReservation_Rejected(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(52, "Accepted");
        await station.ReportsAsync("Reserved");
        await station.AsksAsync("CancelReservation", new { reservationId = 999 }, new { status = "Rejected" });

        await station.ShowsAsync("Reserved");
        (await station.ReservationBecomesAsync(52, "reserved"))["cancellationRejectedAt"].ShouldBeNull();
    }

    [Fact]
    public async Task As_written_since_2025()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(52, "Accepted");
        await station.ReportsAsync("Reserved");

        // It was cancelled at the charge point meanwhile.
        await station.AsksAsync("CancelReservation", new { reservationId = 52 }, new { status = "Rejected" });

        var reservation = await Eventually.BecomesAsync(() => station.ReservationAsync(52), seen => seen["cancellationRejectedAt"] is not null);
        ((string?)reservation["status"]).ShouldBe("reserved");
    }
}
