using System.Net;
using Csms.Host.Tests.Billing;

namespace Csms.Host.Tests.Api;

public class ReadingTheSettings(BillingHost csms) : IClassFixture<BillingHost>
{
    [Fact]
    public async Task Tells_what_was_set_from_what_was_not()
    {
        var settings = (await csms.Admin.ReadAsync("/system/settings").ShouldBeAsync(HttpStatusCode.OK))["settings"].AsArray()
            .ToDictionary(setting => (string)setting!["name"]!, setting => ((string?)setting!["value"], (bool)setting["isDefault"]!));
        settings["Billing:PartyId"].ShouldBe(("ABC", false));
        settings["Billing:SettleWindow"].ShouldBe(("00:00:00", false));
        settings["Billing:Currency"].ShouldBe(("EUR", true));
        settings["Orphans:SilentFor"].ShouldBe(("1.00:00:00", true));
    }

    [Fact]
    public async Task Shows_nothing_that_opens_a_door() =>
        (await csms.Admin.ReadAsync("/system/settings"))["settings"].AsArray().Select(setting => (string)setting!["name"]!)
            .ShouldNotContain(name => name.EndsWith("Key", StringComparison.Ordinal) || name.Contains("Password", StringComparison.Ordinal) || name.Contains("ConnectionString", StringComparison.Ordinal));
}
