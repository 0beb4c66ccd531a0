namespace Csms.Host.Tests.Conformance.Reservation;

[Collection(OneHost.Name)]
public sealed class TC_048_1_ReservationOfAConnector_Faulted(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.IsReservedAsync(48, "Faulted");
        ((string?)(await station.ReservationBecomesAsync(48, "refused"))["answer"]).ShouldBe("Faulted");
    }
}
