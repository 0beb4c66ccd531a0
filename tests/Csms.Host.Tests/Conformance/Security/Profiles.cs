using System.Net;
using Csms.Host.Security;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Tls;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class Profiles(CsmsFixture csms)
{
    [Fact]
    public async Task SD_Z01_Are_one_for_each_charge_point_and_a_wrong_one_is_put_on_record()
    {
        var (one, two, three) = (
            await Door.RegisteredAsync(csms, "SD-Z01-1", 1), await Door.RegisteredAsync(csms, "SD-Z01-2", 2), await Door.RegisteredAsync(csms, "SD-Z01-3", 3));
        (await one.RefusedOverTlsAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);
        (await two.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);
        (await three.RefusedOverTlsAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);

        var listed = await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync("/security-events?type=WrongProfile&chargePointId=SD-Z01-2"), rest => rest.Items.Count == 1);
        var read = await csms.Admin.ReadAsync($"/security-events/{listed.Items[0]["id"]}").ShouldBeAsync(HttpStatusCode.OK);
        ((string?)read["details"]).ShouldBe("from 127.0.0.1: security profile 2 connects with TLS");
    }

    [Fact]
    public async Task SD_Z06_Need_no_password_where_there_is_a_certificate()
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        var door = await Door.RegisteredAsync(csms, "SD-Z06", 3);
        using var certificate = authority.Client(door.Id);
        await using (await door.OverTlsAsync(certificate: certificate))
        {
            // Neither none nor a wrong one.
        }

        await using var cp = await door.OverTlsAsync("nobody's password"u8.ToArray(), certificate);
        await Door.BootsAsync(cp);
    }

    [Fact]
    public async Task Do_not_let_in_a_stranger_with_another_ones_certificate()
    {
        using var authority = TestAuthority.Root();
        using var unknown = TestAuthority.Root();
        authority.TrustedBy(csms);
        var door = await Door.RegisteredAsync(csms, "SP3-OWN", 3);
        using var anothers = authority.Client("SP3-ANOTHER");
        using var expired = authority.Client(door.Id, until: DateTimeOffset.UtcNow.AddHours(-1));
        using var foreign = unknown.Client(door.Id);
        foreach (var bad in new[] { anothers, expired, foreign })
            (await door.RefusedOverTlsAsync(certificate: bad)).ShouldBe(HttpStatusCode.Forbidden);

        // Another's certificate at this door is an alarm, until somebody has looked at it.
        var alarm = (await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync("/security-events?chargePointId=SP3-OWN&alarm=open"), rest => rest.Items.Count == 1)).Items[0];
        ((string?)alarm["type"]).ShouldBe("ClientCertificateRefused");
        await csms.Admin.SendAsync("POST", $"/security-events/{alarm["id"]}/acknowledgement").ShouldBeAsync(HttpStatusCode.NoContent);
        await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync("/security-events?chargePointId=SP3-OWN&alarm=acknowledged"), rest => (string?)rest.Items.SingleOrDefault()?["acknowledgedBy"] == "key:admin");
    }

    [Fact]
    public async Task SD_Z21_Are_never_lowered_over_OCPP_nor_raised_without_what_they_need()
    {
        var door = await Door.RegisteredAsync(csms, "SD-Z21", 0);
        await using var cp = await door.InClearAsync();
        await ChangesAsync("1").ShouldBeAsync(HttpStatusCode.Conflict, "password_not_set");
        var password = await door.IsToldAPasswordAsync(cp, "Accepted");
        await Eventually.BecomesAsync(() => csms.EventsOfAsync("charge-point-SD-Z21"), events => events.Any(e => e.Type == "charge_point_password_replaced"));

        await ChangesAsync("2").ShouldBeAsync(HttpStatusCode.Conflict, "root_certificate_needed");
        cp.HasCall.ShouldBeFalse();

        // Turned down: nothing has changed, and the higher profile opens nothing.
        var (_, told) = await door.IsToldAProfileAsync(cp, 2, "Rejected");
        told["warnings"].AsArray().Select(warning => (string?)warning!["code"]).ShouldContain("root_certificate_needed");
        await Eventually.BecomesAsync(() => csms.EventsOfAsync("charge-point-SD-Z21"), events => events.Any(e => e.Type == "charge_point_profile_raise_ended"));
        (await door.ProfileAsync()).ShouldBe(0);

        // Accepted: it may still fall back (A05.FR.08), until the higher one has worked.
        await door.IsToldAProfileAsync(cp, 2, "Accepted");
        await using (await door.InClearAsync())
            (await door.ProfileAsync()).ShouldBe(0);
        await using var raised = await door.OverTlsAsync(password);
        (await door.RefusedInClearAsync(password)).ShouldBe(HttpStatusCode.Forbidden);

        await ChangesAsync("1").ShouldBeAsync(HttpStatusCode.Conflict, "security_profile_not_lowered");
        raised.HasCall.ShouldBeFalse();
        await LowersAsync("operator").ShouldBeAsync(HttpStatusCode.Forbidden, "security_profile_lowering_forbidden");
        await LowersAsync("administrator").ShouldBeAsync(HttpStatusCode.OK);
        (await door.ProfileAsync()).ShouldBe(1);

        Task<RestAnswer> ChangesAsync(string value) =>
            csms.Admin.SendAsync("POST", $"/charge-points/{door.Id}/calls/ChangeConfiguration", $$"""{"key":"securityprofile","value":"{{value}}"}""");

        async Task<RestAnswer> LowersAsync(string role)
        {
            using var client = new HttpClient { BaseAddress = csms.Http };
            var key = await csms.Services.GetRequiredService<ApiKeys>().IssueAsync($"z21-{role}", role, CancellationToken.None);
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return await client.SendAsync("PATCH", $"/charge-points/{door.Id}", """{"securityProfile":1}""");
        }
    }

    [Fact]
    public async Task SD_Z22_Share_a_port_and_are_told_apart_by_charge_point()
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        var (two, three) = (await Door.RegisteredAsync(csms, "SD-Z22-2", 2), await Door.RegisteredAsync(csms, "SD-Z22-3", 3));
        using var certificate = authority.Client(three.Id);
        await using var withPassword = await two.OverTlsAsync(Door.PasswordBytes);
        await using var withCertificate = await three.OverTlsAsync(certificate: certificate);
        await Door.BootsAsync(withPassword);
        await Door.BootsAsync(withCertificate);
        // A certificate is no password.
        (await two.RefusedOverTlsAsync(certificate: certificate)).ShouldBe(HttpStatusCode.Unauthorized);
    }
}
