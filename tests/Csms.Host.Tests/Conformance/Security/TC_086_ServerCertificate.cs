using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class TC_086_ServerCertificate(CsmsFixture csms)
{
    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384)]
    public async Task Is_shown_with_each_suite_that_is_demanded(TlsCipherSuite suite)
    {
        X509Certificate2? shown = null;
        var door = await Door.RegisteredAsync(csms, $"TC-086-{(int)suite}", 2);
        using var client = Over(suite, certificate => shown = certificate);
        await using var cp = await door.OverAsync(client, Door.PasswordBytes);
        await Door.BootsAsync(cp);

        shown.ShouldNotBeNull();
        (shown.GetRSAPublicKey()?.KeySize >= 2048 || shown.GetECDsaPublicKey()?.KeySize >= 224).ShouldBeTrue();
        shown.SerialNumber.Trim('0').ShouldNotBeEmpty();
        shown.GetNameInfo(X509NameType.SimpleName, forIssuer: false).ShouldBe(System.Net.Dns.GetHostName());
        shown.MatchesHostname("localhost").ShouldBeTrue();
    }

    internal static HttpMessageInvoker Over(TlsCipherSuite suite, Action<X509Certificate2> shows, X509Certificate2? own = null)
    {
        var handler = new SocketsHttpHandler();
        // The suites in question are those of TLS 1.2, and the certificate is looked at by the test.
#pragma warning disable CA5398
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12;
        handler.SslOptions.CipherSuitesPolicy = new CipherSuitesPolicy([suite]);
        handler.SslOptions.ClientCertificates = own is null ? null : [own];
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            if (certificate is not null)
                shows(X509CertificateLoader.LoadCertificate(certificate.GetRawCertData()));
            return certificate is not null;
        };
#pragma warning restore CA5398
        return new HttpMessageInvoker(handler);
    }
}
