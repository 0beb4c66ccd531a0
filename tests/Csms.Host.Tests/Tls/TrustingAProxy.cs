using System.Net;
using Csms.Host.Tests.Conformance.Security;

namespace Csms.Host.Tests.Tls;

public sealed class BehindAProxy : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Proxy:Trusted:0"] = "127.0.0.0/8" };
}

public sealed class BehindAnotherProxy : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?> { ["Proxy:Trusted:0"] = "192.0.2.1" };
}

public sealed class TrustingAProxy(BehindAProxy csms) : IClassFixture<BehindAProxy>
{
    [Fact]
    public async Task Takes_its_word_for_a_client_certificate()
    {
        using var authority = TestAuthority.Root();
        using var between = authority.Intermediate();
        authority.TrustedBy(csms);
        var door = await Door.RegisteredAsync(csms, "PROXIED", 3);
        using var own = between.Client(door.Id);
        using var anothers = between.Client("ANOTHER");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, door.Id, configure: options =>
        {
            options.SetRequestHeader("X-Forwarded-Proto", "https");
            options.SetRequestHeader("X-Client-Cert", Uri.EscapeDataString(own.ExportCertificatePem() + "\n" + between.Certificate.ExportCertificatePem()));
        });
        await Door.BootsAsync(cp);

        (await door.RefusedInClearAsync(null, ("X-Forwarded-Proto", "https"), ("X-Client-Cert", Uri.EscapeDataString(anothers.ExportCertificatePem())))).ShouldBe(HttpStatusCode.Forbidden);
        (await door.RefusedInClearAsync(null, ("X-Forwarded-Proto", "https"), ("X-Client-Cert", "nonsense"))).ShouldBe(HttpStatusCode.Forbidden);
        (await door.RefusedInClearAsync(null, ("X-Forwarded-Proto", "http"), ("X-Client-Cert", Uri.EscapeDataString(own.ExportCertificatePem())))).ShouldBe(HttpStatusCode.Forbidden);
    }
}

public sealed class DistrustingEverybodyElse(BehindAnotherProxy csms) : IClassFixture<BehindAnotherProxy>
{
    [Fact]
    public async Task Ignores_what_a_stranger_says_about_certificates()
    {
        using var authority = TestAuthority.Root();
        authority.TrustedBy(csms);
        var (two, three) = (await Door.RegisteredAsync(csms, "STRANGER-2", 2), await Door.RegisteredAsync(csms, "STRANGER-3", 3));
        using var own = authority.Client(three.Id);
        var header = ("X-Client-Cert", Uri.EscapeDataString(own.ExportCertificatePem()));
        (await three.RefusedInClearAsync(null, ("X-Forwarded-Proto", "https"), header)).ShouldBe(HttpStatusCode.Forbidden);
        (await two.RefusedInClearAsync(Door.PasswordBytes, ("X-Forwarded-Proto", "https"))).ShouldBe(HttpStatusCode.Forbidden);
    }
}
