using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Host.Hosting;
using Csms.Host.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Csms.Host.Tests.Tls;

public sealed class ChangingServerCertificates : IDisposable
{
    private static readonly ClientHello Ecdsa = new(true, true, TakesEcdsa: true);
    private static readonly ClientHello Rsa = new(true, true, TakesEcdsa: false);
    private readonly TemporaryFolder folder = new();
    private readonly TestAuthority root = TestAuthority.Root();
    private readonly Clock clock = new();

    public ChangingServerCertificates() => Directory.CreateDirectory(folder.Data);

    public void Dispose()
    {
        root.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Shows_each_client_the_one_it_can_take()
    {
        var certificates = Loaded(Write("ecdsa", root.Server(rsa: false)), Write("rsa", root.Server(rsa: true)));
        certificates.For(Ecdsa).TargetCertificate.GetECDsaPublicKey().ShouldNotBeNull();
        certificates.For(Rsa).TargetCertificate.GetRSAPublicKey().ShouldNotBeNull();
    }

    [Fact]
    public void Shows_the_only_one_there_is_to_all()
    {
        var certificates = Loaded(Write("rsa", root.Server(rsa: true)));
        certificates.For(Ecdsa).TargetCertificate.GetRSAPublicKey().ShouldNotBeNull();
    }

    [Fact]
    public void Sends_the_authorities_between_that_were_given_with_it()
    {
        using var between = root.Intermediate();
        var certificates = Loaded(Write("server", between.Server(rsa: false), between.Certificate));
        certificates.For(Ecdsa).IntermediateCertificates.Select(one => one.Thumbprint).ShouldBe([between.Certificate.Thumbprint]);
    }

    [Fact]
    public void Takes_new_files_without_a_restart_and_keeps_the_old_ones_while_the_new_are_unusable()
    {
        var files = Write("server", root.Server(rsa: false));
        var certificates = Loaded(files);
        var first = certificates.For(Ecdsa).TargetCertificate.Thumbprint;

        // Between the writing of the certificate and of its key the two do not fit.
        var next = root.Server(rsa: false);
        File.WriteAllText(files.CertificateFile, next.ExportCertificatePem());
        clock.Forward();
        certificates.For(Ecdsa).TargetCertificate.Thumbprint.ShouldBe(first);

        Write("server", next);
        clock.Forward();
        certificates.For(Ecdsa).TargetCertificate.Thumbprint.ShouldBe(next.Thumbprint);

        File.Delete(files.KeyFile!);
        clock.Forward();
        certificates.For(Ecdsa).TargetCertificate.Thumbprint.ShouldBe(next.Thumbprint);
    }

    [Fact]
    public void Does_not_begin_with_what_cannot_be_used()
    {
        Should.Throw<StartupFailure>(() => Loaded(new CertificateFiles(Path.Combine(folder.Data, "missing.crt")))).Message.ShouldContain("missing.crt");
        Should.Throw<StartupFailure>(() => Loaded(Write("a", root.Server(rsa: true)), Write("b", root.Server(rsa: true)))).Message.ShouldContain("RSA");
    }

    private ServerCertificates Loaded(params CertificateFiles[] files)
    {
        var certificates = new ServerCertificates(
            new ServeOptions(folder.Data, 0, 0, Certificates: files),
            new DevelopmentCertificates(folder.Data, clock, NullLogger<DevelopmentCertificates>.Instance),
            clock,
            NullLogger<ServerCertificates>.Instance);
        certificates.Load();
        return certificates;
    }

    private CertificateFiles Write(string name, X509Certificate2 certificate, params X509Certificate2[] chain)
    {
        var files = new CertificateFiles(Path.Combine(folder.Data, name + ".crt"), Path.Combine(folder.Data, name + ".key"));
        var key = (AsymmetricAlgorithm?)certificate.GetECDsaPrivateKey() ?? certificate.GetRSAPrivateKey()!;
        File.WriteAllText(files.CertificateFile, string.Join('\n', chain.Prepend(certificate).Select(one => one.ExportCertificatePem())));
        File.WriteAllText(files.KeyFile!, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset now = DateTimeOffset.UtcNow;

        public void Forward() => now += TimeSpan.FromSeconds(2);

        public override DateTimeOffset GetUtcNow() => now;
    }
}
