using System.Net;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using Csms.ReadModels.Projecting;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Automation;

public sealed class RenewingCertificates(RenewingHost csms) : IClassFixture<RenewingHost>
{
    private const string Accepted = """{"status":"Accepted"}""";

    [Fact]
    public async Task Asks_after_a_boot_when_what_it_has_does_not_last()
    {
        using var key = Enrolling.NewKey();
        using var certificate = await csms.EnrolAsync("RENEW-BOOT", key);
        await SwitchOnAsync("RENEW-BOOT");
        await using var cp = await csms.ConnectAsync("RENEW-BOOT", certificate);
        await cp.BootAsync();
        (await cp.AnswersAsync("ExtendedTriggerMessage", Accepted)).ToJsonString().ShouldBe("""{"requestedMessage":"SignChargePointCertificate"}""");
    }

    [Fact]
    public async Task Asks_once_a_day_while_one_in_use_comes_to_its_end()
    {
        using var key = Enrolling.NewKey();
        using var certificate = await csms.EnrolAsync("RENEW-DAILY", key);
        await SwitchOnAsync("RENEW-DAILY");
        await using var cp = await csms.ConnectAsync("RENEW-DAILY", certificate);
        await LookAsync();
        await cp.AnswersAsync("ExtendedTriggerMessage", Accepted);
        await LookAsync();

        (await csms.Admin.ReadAsync("/charge-points/RENEW-DAILY/calls?action=ExtendedTriggerMessage")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Says_nothing_where_nobody_switched_it_on()
    {
        using var key = Enrolling.NewKey();
        using var certificate = await csms.EnrolAsync("RENEW-OFF", key);
        await using var cp = await csms.ConnectAsync("RENEW-OFF", certificate);
        await LookAsync();
        (await csms.Admin.ReadAsync("/charge-points/RENEW-OFF/calls?action=ExtendedTriggerMessage")).Items.ShouldBeEmpty();
        (await csms.Admin.ReadAsync("/certificates?chargePointId=RENEW-OFF&expiresWithin=30")).Items.Count.ShouldBe(1);
    }

    private Task SwitchOnAsync(string id) =>
        csms.Admin.SendAsync("PATCH", $"/charge-points/{id}", """{"automation":["renewCertificate"]}""").ShouldBeAsync(HttpStatusCode.OK);

    private async Task LookAsync()
    {
        var head = await csms.Store.ReadHeadAsync(CancellationToken.None);
        await csms.Services.GetRequiredService<ProjectionPositions>().WaitForAsync(head, TimeSpan.FromSeconds(20), CancellationToken.None);
        await csms.Services.GetRequiredService<Host.Automating.RenewingCertificates>().LookAsync(CancellationToken.None);
    }
}

/// <summary>A host whose certificates live for ten days, and are renewed thirty days before their end.</summary>
public sealed class RenewingHost : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Certificates:Lifetime"] = "10.00:00:00",
        ["Automation:SettleWindow"] = "00:00:00.300",
    };
}
