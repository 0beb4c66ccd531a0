namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_075_2_InstallCentralSystemRoot(CsmsFixture csms)
{
    [Fact]
    public async Task Is_sent_and_listed()
    {
        await using var station = await Station.ConnectAsync(csms);
        var root = TrustedRoots.NewRoot();

        await station.IsGivenRootAsync("CentralSystemRootCertificate", root);
        await station.ListsRootsAsync("CentralSystemRootCertificate", TrustedRoots.HashOf(root, "SHA256"));

        var listed = (await station.RootsAsync()).ShouldHaveSingleItem();
        (listed["subject"]!.ToString().StartsWith("CN=Root", StringComparison.Ordinal), listed["reportedAt"] is not null).ShouldBe((true, true));
    }
}
