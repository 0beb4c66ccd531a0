using System.Security.Cryptography.X509Certificates;
using Csms.Host.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Csms.Host.Tests.Hosting;

public sealed class DevelopmentCertificatesForTls : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Are_trusted_through_their_authority_for_every_name_of_this_machine()
    {
        using var certificates = At(Start);
        foreach (var server in certificates.Current())
            IsTrusted(server, certificates.AuthorityFile);
    }

    private static void IsTrusted(X509Certificate2 server, string authorityFile)
    {
        using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = Start.UtcDateTime;
        chain.Build(server).ShouldBeTrue();
        foreach (var name in new[] { "localhost", "127.0.0.1", "::1", System.Net.Dns.GetHostName() })
            server.MatchesHostname(name).ShouldBeTrue(name);
    }

    [Fact]
    public void Keep_their_keys_to_their_owner()
    {
        using var certificates = At(Start);
        certificates.Current();
        foreach (var key in Directory.GetFiles(Path.Combine(folder.Data, "certificates"), "*.key"))
            File.GetUnixFileMode(key).ShouldBe(DataFolder.OwnerOnly);
    }

    [Fact]
    public void Are_reused_until_they_near_their_end_and_then_renewed_under_the_same_authority()
    {
        using var first = At(Start);
        using var later = At(Start.AddDays(300));
        using var afterThat = At(Start.AddDays(340));
        var made = first.Current()[0];
        later.Current()[0].Thumbprint.ShouldBe(made.Thumbprint);
        afterThat.Current()[0].Thumbprint.ShouldNotBe(made.Thumbprint);
        afterThat.Current()[0].Issuer.ShouldBe(made.Issuer);
    }

    [Fact]
    public void Are_made_again_when_the_clock_was_wrong()
    {
        using (var wrong = At(Start.AddYears(3)))
            wrong.Current();
        using var right = At(Start);
        right.Current()[0].NotBefore.ToUniversalTime().ShouldBeLessThan(Start.UtcDateTime);
    }

    [Fact]
    public void Are_made_again_when_a_file_is_damaged()
    {
        using (var first = At(Start))
            first.Current();
        File.WriteAllText(Path.Combine(folder.Data, "certificates", "server.key"), "not a key");
        using var second = At(Start);
        second.Current()[0].HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public async Task Secure_the_https_port()
    {
        await using var host = await HostProcess.ServeAsync(folder.Data);
        using var authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder.Data, "certificates", "ca.crt"));
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        using var client = new HttpClient(handler);
        (await client.GetStringAsync(new Uri($"https://localhost:{host.HttpsPort}/health/live"))).ShouldBe("Healthy");
    }

    private DevelopmentCertificates At(DateTimeOffset now) => new(folder.Data, new FixedTime(now), NullLogger<DevelopmentCertificates>.Instance);

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
