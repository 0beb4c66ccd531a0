using System.Net;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_073_UpdateChargePointPassword(CsmsFixture csms)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Lets_it_in_with_the_new_password_and_never_again_with_the_old(int profile)
    {
        var door = await Door.RegisteredAsync(csms, $"TC-073-{profile}", profile);
        byte[] next;
        await using (var cp = await ConnectAsync(Door.PasswordBytes))
        {
            await Door.BootsAsync(cp);
            next = await door.IsToldAPasswordAsync(cp, "Accepted");
            cp.HasCall.ShouldBeFalse();
        }

        next.Length.ShouldBe(20);
        (await (profile == 1 ? door.RefusedInClearAsync(Door.PasswordBytes) : door.RefusedOverTlsAsync(Door.PasswordBytes))).ShouldBe(HttpStatusCode.Unauthorized);
        await using var again = await ConnectAsync(next);
        await Door.BootsAsync(again);

        Task<RawChargePoint> ConnectAsync(byte[] password) => profile == 1 ? door.InClearAsync(password) : door.OverTlsAsync(password);
    }
}
