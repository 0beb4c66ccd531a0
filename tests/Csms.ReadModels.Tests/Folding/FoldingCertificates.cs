using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Testing;

namespace Csms.ReadModels.Tests.Folding;

public sealed class FoldingCertificates : ReadModelTest
{
    private const string Root =
        """
        -----BEGIN CERTIFICATE-----
        MIIBiDCCAS6gAwIBAgIDChssMAoGCCqGSM49BAMCMCIxETAPBgNVBAoMCE9wZXJh
        dG9yMQ0wCwYDVQQDDARSb290MB4XDTI2MTEyMTAwMDcxNVoXDTM2MTExODAwMDcx
        NVowIjERMA8GA1UECgwIT3BlcmF0b3IxDTALBgNVBAMMBFJvb3QwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAATj+3orC5SReFg31Bf5LPoD/5iV57pXv9w/pYioChwR
        qfaffuRdIDFomyyj7f0eM9mO8+psiSdkmrABaEsMDmdAo1MwUTAdBgNVHQ4EFgQU
        eLZGAQPQbBQx78wOv/TlT3LX5iIwHwYDVR0jBBgwFoAUeLZGAQPQbBQx78wOv/Tl
        T3LX5iIwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBnjNe9hCom
        dzokqPFKAoc1DOnpk/X3PrNM83UVoJZ4SwIhAJ3WnlFRrW5bOj22U0+LiDHhjbC/
        xTg+i5QBoG3bQBu0
        -----END CERTIFICATE-----
        """;

    private const string NameHash384 = "B3BDC3ADD8AA0661A71965D733D8FED8313138307996A0B05B7B486912F939963B4196CAC0D32C54C894F824F5430AB5";
    private const string KeyHash384 = "C6FA0595E1CE57A0B497A66ECE376CB41785644A3882F6E2E17D6F22BF59EEC05903656723EE14CF932F0233562206AE";
    private static readonly Guid First = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly Guid Second = new("4c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private static readonly Guid Third = new("5c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");

    [Fact]
    public async Task Each_fate_of_a_certificate_shows()
    {
        var model = Catalog.Find("certificates")!;
        await FoldAsync(model, Feed($"certificate-{First}", Issued(First), new CertificateEvent.Accepted(Third), new CertificateEvent.Superseded(Second)));
        await FoldAsync(model, Feed(
            $"certificate-{Second}", Issued(Second), new CertificateEvent.Rejected(Third), new CertificateEvent.Accepted(Third), new CertificateEvent.Revoked(RevocationReason.KeyCompromise)));
        await FoldAsync(model, Feed($"certificate-{Third}", new CertificateEvent.IssuingFailed(Third, "CP1", First, 7, "no key")));
        Snapshot.Match(this, await RowsAsync("v1_certificates", "last_sequence"));
    }

    [Fact]
    public async Task A_root_keeps_its_name_when_the_charge_point_lists_it_by_another_algorithm()
    {
        var model = Catalog.Find("trusted_roots")!;
        await AnsweredAsync(First, "InstallCertificate", new { certificateType = "CentralSystemRootCertificate", certificate = Root }, new { status = "Accepted" });
        await AnsweredAsync(
            Second,
            "GetInstalledCertificateIds",
            new { certificateType = "CentralSystemRootCertificate" },
            new
            {
                status = "Accepted",
                certificateHashData = new[]
                {
                    new { hashAlgorithm = "SHA384", issuerNameHash = NameHash384, issuerKeyHash = KeyHash384, serialNumber = "0a1b2c" },
                    new { hashAlgorithm = "SHA256", issuerNameHash = "aa", issuerKeyHash = "bb", serialNumber = "1" },
                },
            });
        Snapshot.Match(this, await RowsAsync("v1_trusted_roots", "serial_number"));

        await AnsweredAsync(
            Third,
            "DeleteCertificate",
            new { certificateHashData = new { hashAlgorithm = "SHA384", issuerNameHash = NameHash384.ToLowerInvariant(), issuerKeyHash = KeyHash384, serialNumber = "A1B2C" } },
            new { status = "Accepted" });
        JsonNode.Parse(await RowsAsync("v1_trusted_roots", "serial_number"))!.AsArray().ShouldHaveSingleItem()!["serial_number"]!.ToString().ShouldBe("1");
        await AnsweredAsync(Guid.Empty, "GetInstalledCertificateIds", new { certificateType = "CentralSystemRootCertificate" }, new { status = "Accepted" });
        JsonNode.Parse(await RowsAsync("v1_trusted_roots", "serial_number"))!.AsArray().Count.ShouldBe(1);
        await AnsweredAsync(new Guid("7c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d"), "GetInstalledCertificateIds", new { certificateType = "CentralSystemRootCertificate" }, new { status = "NotFound" });
        JsonNode.Parse(await RowsAsync("v1_trusted_roots", "serial_number"))!.AsArray().ShouldBeEmpty();

        Task AnsweredAsync(Guid callId, string action, object payload, object answer) => FoldAsync(model, Feed(
            $"call-{callId}",
            new CallEvent.Requested(callId, "CP1", action, JsonSerializer.SerializeToElement(payload), "key:admin", Noon, 30),
            new CallEvent.Sent(1, "n"),
            new CallEvent.Answered(JsonSerializer.SerializeToElement(answer))));
    }

    private static CertificateEvent.Issued Issued(Guid id) => new(
        id, "CP1", Third, "CN=SN-1, O=Operator", id.ToString("N").ToUpperInvariant(), new string('a', 64), new string('b', 64), "EC 256", "CN=CA", Noon, Noon.AddYears(1), "PEM");
}
