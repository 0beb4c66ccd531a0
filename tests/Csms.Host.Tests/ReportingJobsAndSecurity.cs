using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Ocpp.Protocol.V16;
using WireDiagnosticsStatus = Ocpp.Protocol.V16.DiagnosticsStatus;
using WireFirmwareStatus = Ocpp.Protocol.V16.FirmwareStatus;

namespace Csms.Host.Tests;

public sealed class ReportingJobsAndSecurity(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string Tampered = """{"type":"TamperDetectionActivated","timestamp":"2026-03-01T10:00:00Z","techInfo":"door of J. Doe"}""";

    [Theory]
    [InlineData("DiagnosticsStatusNotification", """{"status":"Uploading"}""", "diagnostics_status_reported", """{"status":"Uploading"}""")]
    [InlineData("FirmwareStatusNotification", """{"status":"Installed"}""", "firmware_status_reported", """{"status":"Installed"}""")]
    [InlineData("LogStatusNotification", """{"status":"PermissionDenied","requestId":7}""", "log_status_reported", """{"status":"PermissionDenied","requestId":7}""")]
    [InlineData("LogStatusNotification", """{"status":"Idle"}""", "log_status_reported", """{"status":"Idle"}""")]
    [InlineData(
        "SignedFirmwareStatusNotification",
        """{"status":"InvalidSignature","requestId":8}""",
        "signed_firmware_status_reported",
        """{"status":"InvalidSignature","requestId":8}""")]
    // Against the specification, and a fact all the same.
    [InlineData("SignedFirmwareStatusNotification", """{"status":"Installing"}""", "signed_firmware_status_reported", """{"status":"Installing"}""")]
    public async Task Stores_how_a_job_goes_every_time_it_is_told(string action, string payload, string type, string data)
    {
        var (id, cp) = await ConnectAsync();
        await using (cp)
        {
            (await cp.CallAsync(action, payload)).ToJsonString().ShouldBe("{}");
            (await cp.CallAsync(action, payload)).ToJsonString().ShouldBe("{}");
        }

        var reported = await ReportedAsync(id);
        reported.Select(e => e.Type).ShouldBe([type, type]);
        JsonNode.DeepEquals(JsonNode.Parse(reported[0].Data.Span), JsonNode.Parse(data)).ShouldBeTrue();
    }

    [Fact]
    public async Task Stores_every_status_there_is()
    {
        var (id, cp) = await ConnectAsync();
        await using (cp)
        {
            foreach (var status in Enum.GetNames<WireDiagnosticsStatus>())
                await cp.CallAsync("DiagnosticsStatusNotification", $$"""{"status":"{{status}}"}""");
            foreach (var status in Enum.GetNames<WireFirmwareStatus>())
                await cp.CallAsync("FirmwareStatusNotification", $$"""{"status":"{{status}}"}""");
            foreach (var status in Enum.GetNames<UploadLogStatus>())
                await cp.CallAsync("LogStatusNotification", $$"""{"status":"{{status}}","requestId":1}""");
            foreach (var status in Enum.GetNames<SignedFirmwareStatus>())
                await cp.CallAsync("SignedFirmwareStatusNotification", $$"""{"status":"{{status}}","requestId":1}""");
        }

        (await ReportedAsync(id)).Select(e => JsonNode.Parse(e.Data.Span)!["status"]!.ToString()).ShouldBe(
        [
            .. Enum.GetNames<WireDiagnosticsStatus>(), .. Enum.GetNames<WireFirmwareStatus>(),
            .. Enum.GetNames<UploadLogStatus>(), .. Enum.GetNames<SignedFirmwareStatus>(),
        ]);
    }

    [Fact]
    public async Task Stores_a_security_event_once_and_what_a_vendor_wrote_beside_it()
    {
        var (id, cp) = await ConnectAsync();
        await using (cp)
        {
            await cp.CallAsync("SecurityEventNotification", Tampered);
            (await cp.CallAsync("SecurityEventNotification", Tampered)).ToJsonString().ShouldBe("{}");
            await cp.CallAsync("SecurityEventNotification", """{"type":"SomethingOfOurOwn","timestamp":"2026-03-01T10:00:01Z"}""");
        }

        var reported = await ReportedAsync(id);
        reported.Select(e => e.Type).ShouldBe(["security_event_reported", "security_event_reported"]);
        var first = JsonNode.Parse(reported[0].Data.Span)!;
        first["type"]!.ToString().ShouldBe("TamperDetectionActivated");
        first.ToJsonString().ShouldNotContain("Doe");
        (await csms.Store.ReadContentAsync((Guid)first["contentId"]!, CancellationToken.None)).ShouldBe("door of J. Doe");
        JsonNode.Parse(reported[1].Data.Span)!["contentId"].ShouldBeNull();
    }

    [Fact]
    public async Task Stores_a_security_event_whose_text_is_too_long()
    {
        var (id, cp) = await ConnectAsync();
        var text = new string('x', 3000);
        await using (cp) await cp.CallAsync("SecurityEventNotification", $$"""{"type":"InvalidMessages","timestamp":"2026-03-01T10:00:00Z","techInfo":"{{text}}"}""");

        var stored = JsonNode.Parse((await ReportedAsync(id)).ShouldHaveSingleItem().Data.Span)!;
        (await csms.Store.ReadContentAsync((Guid)stored["contentId"]!, CancellationToken.None)).ShouldBe(text);
    }

    [Fact]
    public async Task Keeps_a_certificate_request_and_why_it_was_turned_down()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest("CN=Another, O=Operator", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var (id, cp) = await ConnectAsync();
        await using (cp) (await cp.CallAsync("SignCertificate", $$"""{"csr":{{JsonSerializer.Serialize(csr)}}}""")).ToJsonString().ShouldBe("""{"status":"Rejected"}""");

        var requested = (await ReportedAsync(id)).ShouldHaveSingleItem();
        requested.Type.ShouldBe("certificate_signing_requested");
        var data = JsonNode.Parse(requested.Data.Span)!;
        (data["status"]!.ToString(), data["reason"]!.ToString()).ShouldBe(("Rejected", "wrong_common_name"));
        (await csms.Store.ReadContentAsync((Guid)data["contentId"]!, CancellationToken.None)).ShouldBe(csr);
    }

    [Theory]
    [InlineData("please")]
    [InlineData("")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")]
    public async Task Says_why_it_took_a_text_for_no_certificate_request(string csr)
    {
        var (id, cp) = await ConnectAsync();
        await using (cp) (await cp.CallAsync("SignCertificate", $$"""{"csr":{{JsonSerializer.Serialize(csr)}}}"""))["status"]!.ToString().ShouldBe("Rejected");

        JsonNode.Parse((await ReportedAsync(id)).ShouldHaveSingleItem().Data.Span)!["reason"]!.ToString().ShouldBe("not_a_pem_request");
    }

    [Fact]
    public async Task Refuses_a_certificate_request_that_is_too_long()
    {
        var (id, cp) = await ConnectAsync();
        await using (cp)
        {
            var refusal = await cp.CallForFrameAsync("SignCertificate", $$"""{"csr":"{{new string('A', 5501)}}"}""");
            ((int?)refusal[0], refusal[2]!.ToString()).ShouldBe((4, "PropertyConstraintViolation"));
        }

        (await ReportedAsync(id)).ShouldBeEmpty();
    }

    private async Task<(string Id, RawChargePoint ChargePoint)> ConnectAsync()
    {
        var id = $"CP-{Guid.NewGuid():N}";
        await csms.RegisterAsync(id);
        return (id, await RawChargePoint.ConnectAsync(csms.Ocpp, id));
    }

    private async Task<RecordedEvent[]> ReportedAsync(string id) =>
        [.. (await csms.EventsOfAsync(ChargePoint.StreamId(id))).Where(e => !e.Type.StartsWith("charge_point_", StringComparison.Ordinal))];
}
