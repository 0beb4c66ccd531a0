using System.Net.Security;
using System.Runtime.Versioning;
using Csms.Host.Tests.Tls;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class TC_087_ClientCertificate(CsmsFixture csms)
{
    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384)]
    public async Task Opens_the_door_without_a_password(TlsCipherSuite suite)
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        var door = await Door.RegisteredAsync(csms, $"TC-087-{(int)suite}", 3);
        using var certificate = authority.Client(door.Id);
        using var client = TC_086_ServerCertificate.Over(suite, _ => { }, certificate);
        await using var cp = await door.OverAsync(client);
        await Door.BootsAsync(cp);
    }
}
