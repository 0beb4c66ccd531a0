using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Csms.Simulator.Tests;

public sealed class TrustingTheCentralSystem : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("csms-simulator-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Connects_by_wss_to_a_server_of_the_given_authority_and_to_no_other()
    {
        using var authority = Authority("Ours");
        using var stranger = Authority("Not ours");
        using var server = ServerCertificate(authority);
        await using var central = await ScriptedCentralSystem.OpenAsync(server);
        await using var trusting = new SimulatedChargePoint(OptionsFor(central, authority));
        await using var wary = new SimulatedChargePoint(OptionsFor(central, stranger));

        await trusting.ConnectAsync();
        await trusting.BootAsync();

        trusting.Accepted.ShouldBeTrue();
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(wary.ConnectAsync());
    }

    private ChargePointOptions OptionsFor(ScriptedCentralSystem central, X509Certificate2 authority)
    {
        var file = Path.Combine(folder, $"{authority.Thumbprint}.pem");
        File.WriteAllText(file, authority.ExportCertificatePem());
        return new ChargePointOptions { Identity = "CP-1", Url = central.Url, CaFile = file };
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static X509Certificate2 ServerCertificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        using var withKey = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null);
    }
}
