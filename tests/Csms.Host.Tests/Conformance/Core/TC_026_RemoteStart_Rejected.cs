namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_026_RemoteStart_Rejected(CsmsFixture csms)
{
    [Fact]
    public async Task Is_shown_and_not_tried_again()
    {
        await using var station = await Station.ConnectAsync(csms);

        var call = await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Rejected" });
        await station.BeatsAsync();

        ((string?)call["response"]!["status"]).ShouldBe("Rejected");
        (await station.TransactionsAsync()).ShouldBeEmpty();
    }
}
