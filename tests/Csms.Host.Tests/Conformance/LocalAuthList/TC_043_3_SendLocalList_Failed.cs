namespace Csms.Host.Tests.Conformance.LocalAuthList;

[Collection(OneHost.Name)]
public sealed class TC_043_3_SendLocalList_Failed(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown_and_not_tried_again()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("SendLocalList", LocalLists.Full(1, station.IdTag), new { status = "Failed" });
        await station.BeatsAsync();

        ((string?)call["response"]!["status"]).ShouldBe("Failed");
    }
}
