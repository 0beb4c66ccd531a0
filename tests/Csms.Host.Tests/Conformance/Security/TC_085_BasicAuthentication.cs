using System.Net;
using System.Text;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_085_BasicAuthentication(CsmsFixture csms)
{
    [Theory]
    [InlineData("0123456789abcdef", "TC-085-TEXT")]
    [InlineData("0123456789abcdef0123456789abcdef01234567", "TC-085-HEX")]
    public async Task Lets_in_who_knows_the_password(string password, string identity)
    {
        await csms.RegisterAsync(identity, securityProfile: 1, password: password);
        (await csms.RefusesAsync(identity)).ShouldBe(HttpStatusCode.Unauthorized);

        // From 32 characters on it is the hexadecimal form of what goes over the wire.
        byte[] sent = [.. Encoding.UTF8.GetBytes(identity + ":"), .. password.Length < 32 ? Encoding.UTF8.GetBytes(password) : Convert.FromHexString(password)];
        await using var cp = await RawChargePoint.ConnectAsync(
            csms.Ocpp, identity, configure: options => options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(sent)));
        ((string?)(await cp.CallAsync("BootNotification", """{"chargePointVendor":"Vendor","chargePointModel":"Model"}"""))["status"]).ShouldBe("Accepted");
        await cp.CallAsync("StatusNotification", """{"connectorId":0,"errorCode":"NoError","status":"Available"}""");
        cp.HasCall.ShouldBeFalse();
    }
}
