namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_048_4_ReservationOfAConnector_Rejected(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(48, "Rejected");
        ((string?)(await station.ReservationBecomesAsync(48, "refused"))["answer"]).ShouldBe("Rejected");
    }
}
