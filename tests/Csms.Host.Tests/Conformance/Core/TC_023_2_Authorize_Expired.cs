namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_023_2_Authorize_Expired(CsmsFixture csms)
{
    [Fact]
    public async Task Is_told_so_by_status()
    {
        await using var station = await Station.ConnectAsync(csms);

        var idTag = "EXPIRED" + station.IdTag[5..];
        await station.EnterAsync(idTag, status: "expired");
        ((string?)(await station.AuthorizesAsync(idTag))["status"]).ShouldBe("Expired");
    }

    [Fact]
    public async Task Is_told_so_by_date()
    {
        await using var station = await Station.ConnectAsync(csms);

        var idTag = "PAST" + station.IdTag[5..];
        await station.EnterAsync(idTag, expiryDate: DateTimeOffset.UtcNow.AddMinutes(-1));
        ((string?)(await station.AuthorizesAsync(idTag))["status"]).ShouldBe("Expired");
    }
}
