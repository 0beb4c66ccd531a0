using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Certificates;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Certificates;
using Csms.Host.Tests.Tls;
using Microsoft.Extensions.DependencyInjection;
using static Csms.Host.Tests.Certificates.Enrolling;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>Security profile 3 at the door, over real TLS: what opens it, and what does not and why (A00.FR.402 to 407).</summary>
public sealed class ClientCertificates(OperatorHost csms) : IClassFixture<OperatorHost>
{
    private const string ForClients = "1.3.6.1.5.5.7.3.2", ForServers = "1.3.6.1.5.5.7.3.1";

    [Fact]
    public async Task SD_Z04_Takes_the_charge_points_own()
    {
        using var key = NewKey();
        using var certificate = await csms.EnrolAsync("DOOR-OWN", key);
        await using var cp = await csms.ConnectAsync("DOOR-OWN", certificate);
        (await cp.CallAsync("Heartbeat", "{}")).ContainsKey("currentTime").ShouldBeTrue();
    }

    [Theory]
    [InlineData("EXPIRED", -20, -10, ForClients, "expired at")]
    [InlineData("EARLY", 10, 20, ForClients, "is not valid before")]
    [InlineData("SERVER", -1, 1, ForServers, "is not for client authentication")]
    [InlineData("STRANGE", -1, 1, ForClients, "is not on record here")]
    public async Task SD_Z04_Refuses_what_our_authority_signed_and_is_no_good(string id, int from, int until, string use, string why)
    {
        await RegisterAsync(id);
        using var key = NewKey();
        using var certificate = SignedByOurs(id, key, from, until, use);
        await csms.IsRefusedAsync(id, certificate, why);
    }

    [Fact]
    public async Task SD_Z04_Refuses_a_self_signed_one()
    {
        await RegisterAsync("SELF");
        using var key = NewKey();
        using var certificate = RequestFor("SELF", key, ForClients).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await csms.IsRefusedAsync("SELF", certificate, "is self-signed");
    }

    [Fact]
    public async Task SD_Z04_Refuses_one_of_a_wrong_authority()
    {
        await RegisterAsync("FOREIGN");
        using var authorityKey = NewKey();
        var request = new CertificateRequest("CN=Elsewhere", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
        using var key = NewKey();
        using var leaf = RequestFor("FOREIGN", key, ForClients).Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1), [1, 2, 3]);
        using var certificate = leaf.WithKey(key);
        await csms.IsRefusedAsync("FOREIGN", certificate, "leads to no authority");
    }

    [Fact]
    public async Task SD_Z04_Refuses_a_weak_key()
    {
        // TLS libraries refuse to show one of 1024 bits at all, so the judge is asked directly.
        await RegisterAsync("WEAK");
        using var key = RSA.Create(1024);
        using var certificate = SignedByOurs("WEAK", key, -1, 1, ForClients);
        var state = (await csms.Services.GetRequiredService<Commands.CommandRunner>().LoadAsync(
            Commands.Streams.ChargePoints, Domain.ChargePoints.ChargePoint.StreamId("WEAK"), CancellationToken.None)).State;
        (await csms.Services.GetRequiredService<Host.Certificates.ClientCertificates>().ObjectionAsync(state, certificate, [], CancellationToken.None))
            .ShouldBe("the client certificate's key is too weak (RSA 1024)");
    }

    [Fact]
    public async Task SD_Z04_Refuses_a_weak_key_of_a_client_that_shows_it()
    {
        await RegisterAsync("WEAK-TLS");
        using var key = RSA.Create(1024);
        using var certificate = SignedByOurs("WEAK-TLS", key, -1, 1, ForClients);
        var (shown, secret) = (Path.Combine(csms.DataFolder, "weak.crt"), Path.Combine(csms.DataFolder, "weak.key"));
        await File.WriteAllTextAsync(shown, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem());
        var said = await OpenSsl.ConnectAsync(
            csms.Https,
            $"-tls1_2 -ign_eof -cipher DEFAULT:@SECLEVEL=0 -cert {shown} -key {secret}",
            "GET /ocpp/WEAK-TLS HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"
            + "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        // By the machine's own TLS library where it is strict, else by the judge behind it.
        said.ShouldNotContain("101 Switching");
        said.ShouldMatch("HTTP/1.1 403|alert|handshake failure|unexpected eof", said);
    }

    [Fact]
    public async Task SD_Z04_Refuses_none()
    {
        await RegisterAsync("NONE");
        await csms.IsRefusedAsync("NONE", null, "with TLS and a client certificate");
    }

    [Fact]
    public async Task SD_Z04_Refuses_a_revoked_one_and_SD_Z25_closes_the_connection_that_it_opened()
    {
        using var key = NewKey();
        using var certificate = await csms.EnrolAsync("REVOKED", key);
        var id = (await csms.HasCertificateAsync("REVOKED", "accepted"))["id"];
        await using (var cp = await csms.ConnectAsync("REVOKED", certificate))
        {
            (await cp.CallAsync("Heartbeat", "{}")).ContainsKey("currentTime").ShouldBeTrue();
            await csms.Admin.SendAsync("POST", $"/certificates/{id}/revoke", """{"reason":"keyCompromise"}""").ShouldBeAsync(HttpStatusCode.NoContent);
            await cp.Closed;
        }

        await csms.IsRefusedAsync("REVOKED", certificate, "is revoked (KeyCompromise)");
        var row = await csms.HasCertificateAsync("REVOKED", "revoked");
        ((string?)row["revocationReason"], row["revokedAt"] is not null).ShouldBe(("keyCompromise", true));
    }

    [Fact]
    public async Task SD_Z05_Refuses_another_charge_points_valid_certificate()
    {
        using var key = NewKey();
        using var certificate = await csms.EnrolAsync("MINE", key);
        await RegisterAsync("THEIRS");
        await csms.IsRefusedAsync("THEIRS", certificate, "is another charge point's");
    }

    [Fact]
    public async Task SD_Z05_Refuses_a_name_that_is_not_its_own_any_more()
    {
        using var key = NewKey();
        using var certificate = await csms.EnrolAsync("RENAMED", key);
        await csms.Admin.SendAsync("PUT", "/charge-points/RENAMED/certificate-name", """{"rule":"serialNumber","serialNumber":"SN-9"}""").ShouldBeAsync(HttpStatusCode.OK);
        await csms.IsRefusedAsync("RENAMED", certificate, "its common name is not this one's");
    }

    [Fact]
    public async Task SD_Z05_Refuses_another_operators_organization()
    {
        await RegisterAsync("OTHERS");
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        using var certificate = authority.Client("OTHERS");
        await csms.IsRefusedAsync("OTHERS", certificate, "organization is not the operator's");
    }

    [Fact]
    public async Task SD_Z12_Takes_the_old_one_and_the_new_one_in_between()
    {
        using var oldKey = NewKey();
        using var newKey = NewKey();
        using var old = await csms.EnrolAsync("BOTH", oldKey);
        X509Certificate2 renewed;
        await using (var cp = await csms.ConnectAsync("BOTH", old))
        {
            (await cp.AsksForCertificateAsync(Csr(newKey, "BOTH"))).ShouldBe("Accepted");
            renewed = (await cp.TakesCertificateAsync())[0].WithKey(newKey);
        }

        using (renewed)
        {
            await Eventually.BecomesAsync(
                async () => (await csms.Admin.ReadAsync("/charge-points/BOTH/certificates")).Items.Select(row => (string?)row["state"]).ToArray(),
                states => states.SequenceEqual(["accepted", "superseded"]));
            await using (await csms.ConnectAsync("BOTH", renewed))
            {
            }

            await using var fallenBack = await csms.ConnectAsync("BOTH", old);
            (await fallenBack.CallAsync("Heartbeat", "{}")).ContainsKey("currentTime").ShouldBeTrue();
        }
    }

    private Task RegisterAsync(string id) => csms.RegisterAsync(id, securityProfile: 3);

    private X509Certificate2 SignedByOurs(string id, AsymmetricAlgorithm key, int from, int until, string use)
    {
        var issuer = csms.Services.GetRequiredService<CertificateAuthority>().Of(CertificateAuthority.Ecdsa);
        // Long before now, so that what has expired was valid within its issuer's life.
        using var leaf = RequestFor(id, key, use).Create(
            issuer.Certificate.SubjectName,
            issuer.Signing(RsaSignature.Pkcs1),
            DateTimeOffset.UtcNow.AddDays(from),
            DateTimeOffset.UtcNow.AddDays(until),
            Guid.NewGuid().ToByteArray());
        return leaf.WithKey(key);
    }

    private static CertificateRequest RequestFor(string id, AsymmetricAlgorithm key, string use)
    {
        var name = new X500DistinguishedName($"CN={id}, O=Operator");
        var request = key is RSA rsa
            ? new CertificateRequest(name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(name, (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        return request;
    }
}
