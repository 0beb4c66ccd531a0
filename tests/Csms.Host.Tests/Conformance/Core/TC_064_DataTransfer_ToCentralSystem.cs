namespace Csms.Host.Tests.Conformance.Core;

[Collection(OneHost.Name)]
public sealed class TC_064_DataTransfer_ToCentralSystem(CsmsFixture csms)
{
    [Fact]
    public async Task Of_a_vendor_nobody_knows_is_answered_so()
    {
        await using var station = await Station.ConnectAsync(csms);

        var answer = await station.CallAsync("DataTransfer", new { vendorId = "org.example.unknown", messageId = "Hello", data = "World" });

        answer.ToJsonString().ShouldBe("""{"status":"UnknownVendorId"}""");
        (await station.EventsAsync()).ShouldContain("data_transferred");
    }
}
