namespace Csms.Host.Tests.Conformance.LocalAuthList;

[Collection(OneHost.Name)]
public sealed class TC_043_4_SendLocalList_Full(CsmsFixture csms)
{
    [Fact]
    public async Task Names_each_idTag_with_what_it_is_worth()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.AsksAsync("SendLocalList", LocalLists.Full(1, station.IdTag, "SECOND" + station.IdTag[5..]), new { status = "Accepted" });
    }
}
