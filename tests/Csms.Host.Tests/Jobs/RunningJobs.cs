using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;
using Csms.Simulator;
using Csms.Simulator.Files;

namespace Csms.Host.Tests.Jobs;

/// <summary>From the order over REST to the file on disk or the firmware in the device, with a device that moves real bytes over HTTP.</summary>
public sealed class RunningJobs(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Brings_an_image_into_a_device()
    {
        await using var device = await BootedAsync("CP-FIRMWARE");
        var image = await EnterAsync(RandomNumberGenerator.GetBytes(300_000), "pavement-2.0.bin");

        var job = await RequestAsync("CP-FIRMWARE", "firmware-jobs", $$"""{"imageId":"{{image}}"}""");

        var done = await EndedAsync(job);
        ((string?)done["state"]).ShouldBe("succeeded", done.ToJsonString());
        Statuses(done).ShouldBe(["Downloading", "Downloaded", "Installing", "Installed"]);
        ((string?)done["firmware"]!["before"], (string?)done["firmware"]!["after"], (bool?)done["firmware"]!["changed"]).ShouldBe(("1.4.2", "pavement-2.0", true));
        ((string)done["location"]!).ShouldEndWith("/files/d/withheld/pavement-2.0.bin");
        device.Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Brings_a_signed_image_into_a_device_and_a_wrongly_signed_one_not()
    {
        await using var device = await BootedAsync("CP-SIGNED");
        using var root = Root();
        var pem = JsonSerializer.Serialize(root.ExportCertificatePem());
        await csms.Admin.SendAsync(
            "POST", "/charge-points/CP-SIGNED/calls/InstallCertificate?wait=30", $$"""{"certificateType":"ManufacturerRootCertificate","certificate":{{pem}}}""")
            .ShouldBeAsync(HttpStatusCode.OK);
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        var image = await EnterAsync(bytes, "signed-3.0.bin");

        var refused = await csms.Admin.SendAsync("POST", "/charge-points/CP-SIGNED/firmware-jobs", Signed(bytes[1..]));
        ((int)refused.Status, refused.Code).ShouldBe((422, "signature_wrong"));
        var forged = await EndedAsync(await RequestAsync("CP-SIGNED", "firmware-jobs", Signed(bytes[1..]).Replace("}", ",\"override\":true}", StringComparison.Ordinal)));
        ((string?)forged["state"], (string?)forged["reason"]).ShouldBe(("failed", "InvalidSignature"));
        var done = await EndedAsync(await RequestAsync("CP-SIGNED", "firmware-jobs", Signed(bytes)));

        ((string?)done["kind"], (string?)done["state"]).ShouldBe(("signed_firmware", "succeeded"), done.ToJsonString());
        Statuses(done).ShouldBe(["Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed"]);
        ((string?)done["firmware"]!["after"]).ShouldBe("signed-3.0");
        ((int)done["requestId"]!).ShouldBeGreaterThan((int)forged["requestId"]!);

        string Signed(byte[] what)
        {
            using var key = root.GetECDsaPrivateKey()!;
            var signature = Convert.ToBase64String(key.SignData(what, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            return $$"""{"imageId":"{{image}}","signingCertificate":{{pem}},"signature":"{{signature}}"}""";
        }
    }

    [Theory]
    [InlineData("diagnostics-jobs", "diagnostics")]
    [InlineData("log-jobs", "log")]
    public async Task Brings_a_log_of_a_device_here(string resource, string kind)
    {
        var id = $"CP-{kind.ToUpperInvariant()}";
        await using var device = await BootedAsync(id);
        device.Arrange(FileFault.UploadFails);

        var job = await RequestAsync(id, resource, """{"retries":1,"retryInterval":1}""");

        var done = await EndedAsync(job);
        ((string?)done["kind"], (string?)done["state"]).ShouldBe((kind, "succeeded"), done.ToJsonString());
        ((string)done["fileName"]!).ShouldStartWith(id);
        var file = (await csms.Admin.ReadAsync($"/files?chargePointId={id}")).Items.ShouldHaveSingleItem();
        ((string?)file["id"], (string?)file["kind"], (string?)file["jobId"]).ShouldBe(((string?)done["fileId"], kind, job));
        using var bytes = await csms.Admin.GetAsync(new Uri($"/api/v1/files/{file["id"]}", UriKind.Relative));
        var content = await bytes.Content.ReadAsByteArrayAsync();
        (content.Length, Convert.ToHexStringLower(SHA256.HashData(content))).ShouldBe(((int)file["size"]!, (string)file["sha256"]!));
        bytes.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        bytes.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");

        await csms.Admin.SendAsync("DELETE", $"/files/{file["id"]}").ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.Admin.ReadAsync($"/files/{file["id"]}").ShouldBeAsync(HttpStatusCode.NotFound, "file_not_found");
        (await csms.EventsOfAsync($"file-{file["id"]}")).Select(e => e.Type).ShouldBe(["file_received", "file_removed"]);
    }

    [Fact]
    public async Task Follows_a_call_that_was_asked_for_as_it_goes_on_the_wire_as_well()
    {
        await using var device = await BootedAsync("CP-RAW");
        var call = await csms.Admin.SendAsync("POST", "/charge-points/CP-RAW/calls/GetDiagnostics?wait=30", """{"location":"ftp://user:secret@files.example/logs"}""")
            .ShouldBeAsync(HttpStatusCode.OK);

        var done = await EndedAsync((string)call["id"]!);
        ((string?)done["state"], (string?)done["location"]).ShouldBe(("succeeded", "ftp://withheld@files.example/logs"));
        string.Concat((await csms.EventsOfAsync($"call-{call["id"]}")).Select(e => Encoding.UTF8.GetString(e.Data.Span))).ShouldNotContain("secret");
        (await device.Frames.ReceivedCallAsync("GetDiagnostics")).Text.ShouldContain("user:secret@");
    }

    private async Task<JsonNode> EndedAsync(string job) => (await Eventually.BecomesAsync(
        () => csms.Admin.ReadAsync($"/jobs/{job}"), read => read.Body?["endedAt"] is not null, Patience)).Body!;

    private static IEnumerable<string?> Statuses(JsonNode job) => job["statuses"]!.AsArray().Select(status => (string?)status!["status"]);

    private async Task<string> RequestAsync(string id, string resource, string body)
    {
        var answer = await csms.Admin.SendAsync("POST", $"/charge-points/{id}/{resource}", body).ShouldBeAsync(HttpStatusCode.Accepted);
        answer.Headers["Location"].ShouldBe($"/api/v1/jobs/{answer["id"]}");
        return (string)answer["id"]!;
    }

    private async Task<string> EnterAsync(byte[] bytes, string name)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "whatever.bin" } };
        using var response = await csms.Admin.PostAsync(new Uri($"/api/v1/firmware?name={name}", UriKind.Relative), form);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["id"]!;
    }

    private async Task<SimulatedChargePoint> BootedAsync(string id)
    {
        await csms.RegisterAsync(id);
        var device = new SimulatedChargePoint(new ChargePointOptions { Identity = id, Url = csms.Ocpp, Speed = 1000, FirstReconnectWait = TimeSpan.FromMilliseconds(20) });
        await device.ConnectAsync();
        await device.BootAsync();
        return device;
    }

    private static X509Certificate2 Root()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Maker", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
