using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.Security;

/// <summary>The steps with root certificates that the cases share.</summary>
internal static class TrustedRoots
{
    public static string NewRoot()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Root {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        using var root = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(1));
        return root.ExportCertificatePem();
    }

    /// <summary>The certification tool's half of GetInstalledCertificateIds: it computes what it lists.</summary>
    public static object HashOf(string pem, string algorithm)
    {
        using var root = X509Certificate2.CreateFromPem(pem);
        var hash = CertificateHash.Of(root, root, algorithm);
        return new { hashAlgorithm = algorithm, issuerNameHash = hash.IssuerNameHash, issuerKeyHash = hash.IssuerKeyHash, serialNumber = hash.SerialNumber };
    }

    /// <summary>InstallCertificate.</summary>
    public static async Task IsGivenRootAsync(this Station station, string use, string pem, string status = "Accepted")
    {
        var (call, _) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/trusted-roots?wait=30", new { use, certificate = pem }, new { status });
        call[2]!.ToString().ShouldBe("InstallCertificate");
        (call[3]!["certificateType"]!.ToString(), call[3]!["certificate"]!.ToString()).ShouldBe((use, pem));
    }

    /// <summary>GetInstalledCertificateIds.</summary>
    public static async Task ListsRootsAsync(this Station station, string use, params object[] hashes)
    {
        object answer = hashes.Length == 0 ? new { status = "NotFound" } : new { status = "Accepted", certificateHashData = hashes };
        var (call, _) = await station.IsAskedByAsync("POST", $"/charge-points/{station.Id}/trusted-roots/read?use={use}&wait=30", null, answer);
        (call[2]!.ToString(), call[3]!["certificateType"]!.ToString()).ShouldBe(("GetInstalledCertificateIds", use));
    }

    /// <summary>Alarms about it that nobody has looked at.</summary>
    public static Task RaisesAlarmsAsync(this Station station, params string[] types) => Eventually.BecomesAsync(
        async () => (await station.Operator.ReadAsync($"/security-events?chargePointId={station.Id}&alarm=open")).Items.Select(row => (string?)row["type"]).Order().ToArray(),
        open => open.SequenceEqual(types));

    /// <summary>What REST tells of its roots.</summary>
    public static async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> RootsAsync(this Station station) =>
        (await station.Operator.ReadAsync($"/charge-points/{station.Id}/trusted-roots").ShouldBeAsync(System.Net.HttpStatusCode.OK)).Items;
}
