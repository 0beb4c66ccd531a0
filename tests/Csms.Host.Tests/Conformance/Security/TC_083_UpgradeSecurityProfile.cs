using System.Net;
using Csms.Host.Tests.Tls;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_083_UpgradeSecurityProfile(CsmsFixture csms)
{
    [Fact]
    public async Task From_1_to_2()
    {
        var door = await Door.RegisteredAsync(csms, "TC-083-1", 1);
        await using (var cp = await door.InClearAsync(Door.PasswordBytes))
            await IsRaisedAsync(door, cp, 2);

        await using (var cp = await door.OverTlsAsync(Door.PasswordBytes))
            await Door.BootsAsync(cp);
        (await door.RefusedInClearAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);
        await using var again = await door.OverTlsAsync(Door.PasswordBytes);
        await Door.BootsAsync(again);
        (await door.ProfileAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task From_2_to_3()
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        using var certificate = authority.Client("TC-083-2");
        var door = await Door.RegisteredAsync(csms, "TC-083-2", 2);
        await using (var cp = await door.OverTlsAsync(Door.PasswordBytes))
            await IsRaisedAsync(door, cp, 3);

        await using (var cp = await door.OverTlsAsync(certificate: certificate))
            await Door.BootsAsync(cp);
        (await door.RefusedOverTlsAsync(Door.PasswordBytes)).ShouldBe(HttpStatusCode.Forbidden);
        await using var again = await door.OverTlsAsync(certificate: certificate);
        await Door.BootsAsync(again);
        (await door.ProfileAsync()).ShouldBe(3);
    }

    private static async Task IsRaisedAsync(Door door, RawChargePoint cp, int profile)
    {
        await Door.BootsAsync(cp);
        await door.IsToldAProfileAsync(cp, profile, "Accepted");
        // It is left alone and connected until it is told to reset.
        cp.HasCall.ShouldBeFalse();
        await door.IsToldAsync(cp, "calls/Reset", """{"type":"Hard"}""", "Accepted");
    }
}
