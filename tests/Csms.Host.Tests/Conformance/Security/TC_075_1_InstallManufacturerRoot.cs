namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_075_1_InstallManufacturerRoot(CsmsFixture csms)
{
    [Fact]
    public async Task Is_sent_and_listed()
    {
        await using var station = await Station.ConnectAsync(csms);
        var root = TrustedRoots.NewRoot();

        await station.IsGivenRootAsync("ManufacturerRootCertificate", root);
        await station.ListsRootsAsync("ManufacturerRootCertificate", TrustedRoots.HashOf(root, "SHA256"));

        var listed = (await station.RootsAsync()).ShouldHaveSingleItem();
        (listed["subject"]!.ToString().StartsWith("CN=Root", StringComparison.Ordinal), listed["reportedAt"] is not null).ShouldBe((true, true));
    }
}
