namespace Csms.Host.Tests.Conformance.LocalAuthList;

[Collection(OneHost.Name)]
public sealed class TC_043_5_SendLocalList_Differential(CsmsFixture csms)
{
    [Fact]
    public async Task As_written_in_2024()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("SendLocalList", LocalLists.Differential(2, station.IdTag, "SECOND" + station.IdTag[5..]), new { status = "Accepted" });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task As_written_since_2025(bool asksForTheVersion)
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("SendLocalList", LocalLists.Full(7, station.IdTag), new { status = "Accepted" });
        if (asksForTheVersion)
            await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = 7 });
        await station.AsksAsync("SendLocalList", LocalLists.Differential(8, "SECOND" + station.IdTag[5..]), new { status = "Accepted" });
    }
}
