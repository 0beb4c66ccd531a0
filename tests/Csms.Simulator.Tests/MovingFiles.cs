using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Csms.Simulator.Files;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Csms.Simulator.Tests;

public sealed class MovingFiles : SimulatorTest
{
    private const string Firmware = "ftp://files.example/firmware-2.0.bin";
    private readonly ConcurrentQueue<(Uri Location, string Text)> sent = new();

    [Fact]
    public async Task Diagnostics_are_named_at_once_and_uploaded_afterwards()
    {
        var chargePoint = await FastAsync();

        var name = (await Central.CallAsync("GetDiagnostics", """{"location":"https://files.example/logs/"}"""))[2].GetProperty("fileName").GetString();
        await StatusesAsync(chargePoint, "DiagnosticsStatusNotification", "Uploading", "Uploaded");

        var (location, text) = sent.ShouldHaveSingleItem();
        location.ShouldBe(new Uri($"https://files.example/logs/{name}"));
        text.ShouldContain("BootNotification");
        text.ShouldNotContain("AuthorizationKey");
    }

    [Fact]
    public async Task An_upload_is_tried_again_as_often_as_was_asked()
    {
        var chargePoint = await FastAsync();
        chargePoint.Arrange(FileFault.UploadFails);
        await Central.CallAsync("GetDiagnostics", """{"location":"ftp://files.example","retries":1,"retryInterval":1}""");
        await StatusesAsync(chargePoint, "DiagnosticsStatusNotification", "Uploading", "Uploaded");

        chargePoint.Arrange(FileFault.UploadFails);
        chargePoint.Arrange(FileFault.UploadFails);
        await Central.CallAsync("GetDiagnostics", """{"location":"ftp://files.example","retries":1,"retryInterval":1}""");
        await StatusesAsync(chargePoint, "DiagnosticsStatusNotification", "Uploading", "Uploaded", "Uploading", "UploadFailed");
    }

    [Fact]
    public async Task There_are_no_diagnostics_of_a_time_before_the_device()
    {
        await FastAsync();

        (await Central.CallAsync("GetDiagnostics", """{"location":"ftp://files.example","stopTime":"2020-01-01T00:00:00Z"}"""))[2].GetRawText().ShouldBe("{}");
        (await Central.StatusOfAsync("GetLog", GetLog(1, "\"latestTimestamp\":\"2020-01-01T00:00:00Z\","))).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_security_log_tells_its_request_and_has_the_events()
    {
        var chargePoint = await FastAsync();
        await chargePoint.RaiseSecurityEventAsync("TamperDetectionActivated", "door");

        (await Central.StatusOfAsync("GetLog", GetLog(41))).ShouldBe("Accepted");
        await StatusesAsync(chargePoint, "LogStatusNotification", "Uploading", "Uploaded");

        chargePoint.Frames.CallsSent("LogStatusNotification").ShouldAllBe(frame => frame.Payload.GetProperty("requestId").GetInt32() == 41);
        sent.ShouldHaveSingleItem().Text.ShouldContain("TamperDetectionActivated: door");
    }

    [Fact]
    public async Task A_second_log_takes_the_place_of_the_first()
    {
        var chargePoint = await FastAsync(speed: 0.01);

        (await Central.StatusOfAsync("GetLog", GetLog(1))).ShouldBe("Accepted");
        await StatusesAsync(chargePoint, "LogStatusNotification", "Uploading");
        (await Central.StatusOfAsync("GetLog", GetLog(2))).ShouldBe("AcceptedCanceled");
        await StatusesAsync(chargePoint, "LogStatusNotification", "Uploading", "Uploading");
        await Central.StatusOfAsync("ExtendedTriggerMessage", """{"requestedMessage":"LogStatusNotification"}""");

        var told = (await chargePoint.Frames.SentCallAsync("LogStatusNotification", 3)).Payload;
        (told.GetProperty("status").GetString(), told.GetProperty("requestId").GetInt32()).ShouldBe(("Uploading", 2));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "PermissionDenied")]
    [InlineData(HttpStatusCode.BadRequest, "BadMessage")]
    [InlineData(HttpStatusCode.MethodNotAllowed, "NotSupportedOperation")]
    [InlineData(HttpStatusCode.InternalServerError, "UploadFailure")]
    public async Task A_server_that_does_not_take_the_log_is_told_apart(HttpStatusCode answer, string status)
    {
        var refusing = FileTransfer.Pretended with { SendAsync = (_, _, _) => throw new HttpRequestException("no", null, answer) };
        var chargePoint = await BootedAsync(options => options with { Speed = 1000, Files = refusing });

        await Central.StatusOfAsync("GetLog", GetLog(1));

        await StatusesAsync(chargePoint, "LogStatusNotification", "Uploading", status);
    }

    [Fact]
    public async Task Firmware_is_installed_when_no_session_runs_and_told_after_the_restart()
    {
        var chargePoint = await FastAsync();
        var running = await chargePoint.StartAsync(1, "TAG-1");

        (await Central.CallAsync("UpdateFirmware", $$"""{"location":"{{Firmware}}","retrieveDate":"2026-01-01T00:00:00Z"}"""))[2].GetRawText().ShouldBe("{}");
        await StatusesAsync(chargePoint, "FirmwareStatusNotification", "Downloading", "Downloaded");
        running.StoppedAt.ShouldBeNull();
        await chargePoint.StopAsync(running);
        await chargePoint.UnplugAsync(1);
        await StatusesAsync(chargePoint, "FirmwareStatusNotification", "Downloading", "Downloaded", "Installing", "Installed");

        var actions = ActionsSent(chargePoint);
        Array.LastIndexOf(actions, "FirmwareStatusNotification").ShouldBeGreaterThan(Array.LastIndexOf(actions, "BootNotification"));
        chargePoint.Frames.CallsSent("BootNotification").Last().Payload.GetProperty("firmwareVersion").GetString().ShouldBe("firmware-2.0");
        StatusesOf(chargePoint, 1).TakeLast(2).ShouldBe(["Unavailable", "Available"]);
    }

    [Fact]
    public async Task Firmware_that_cannot_be_fetched_or_does_not_take_leaves_the_old_one()
    {
        var chargePoint = await FastAsync();
        chargePoint.Arrange(FileFault.DownloadFails);
        await Central.CallAsync("UpdateFirmware", $$"""{"location":"{{Firmware}}","retrieveDate":"2026-01-01T00:00:00Z"}""");
        await StatusesAsync(chargePoint, "FirmwareStatusNotification", "Downloading", "DownloadFailed");

        chargePoint.Arrange(FileFault.InstallationFails);
        await Central.CallAsync("UpdateFirmware", $$"""{"location":"{{Firmware}}","retrieveDate":"2026-01-01T00:00:00Z"}""");
        await StatusesAsync(chargePoint, "FirmwareStatusNotification", "Downloading", "DownloadFailed", "Downloading", "Downloaded", "Installing", "InstallationFailed");
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Last() == "Available");

        chargePoint.Frames.CallsSent("BootNotification").Count().ShouldBe(1);
        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1"}""")).ShouldBe("Accepted");
    }

    [Fact]
    public async Task A_device_for_signed_firmware_only_refuses_the_other_kind()
    {
        await BootedAsync(options => options with { SignedFirmwareOnly = true });

        (await Central.CallAsync("UpdateFirmware", $$"""{"location":"{{Firmware}}","retrieveDate":"2026-01-01T00:00:00Z"}"""))[2].GetString().ShouldBe("NotSupported");
    }

    [Fact]
    public async Task Signed_firmware_is_verified_installed_and_told_as_a_security_event()
    {
        var chargePoint = await FastAsync();

        (await UpdateSignedAsync(5, await SignedAsync(Firmware))).ShouldBe("Accepted");
        await StatusesAsync(
            chargePoint, "SignedFirmwareStatusNotification", "Downloading", "Downloaded", "SignatureVerified", "Installing", "InstallRebooting", "Installed");

        chargePoint.Frames.CallsSent("SignedFirmwareStatusNotification").ShouldAllBe(frame => frame.Payload.GetProperty("requestId").GetInt32() == 5);
        (await chargePoint.Frames.SentCallAsync("SecurityEventNotification")).Payload.GetProperty("type").GetString().ShouldBe("FirmwareUpdated");
    }

    [Fact]
    public async Task Firmware_that_is_not_what_was_signed_is_left_alone()
    {
        var chargePoint = await FastAsync();

        (await UpdateSignedAsync(6, await SignedAsync("ftp://files.example/another.bin"))).ShouldBe("Accepted");
        await StatusesAsync(chargePoint, "SignedFirmwareStatusNotification", "Downloading", "Downloaded", "InvalidSignature");

        (await chargePoint.Frames.SentCallAsync("SecurityEventNotification")).Payload.GetProperty("type").GetString().ShouldBe("InvalidFirmwareSignature");
        chargePoint.FirmwareVersion.ShouldBe("1.4.2");
    }

    [Fact]
    public async Task A_signer_nobody_vouches_for_is_refused_before_anything_is_fetched()
    {
        var chargePoint = await FastAsync();
        using var stranger = TestCertificates.Root("CN=Stranger");
        using var key = ECDsa.Create();
        using var signer = TestCertificates.Leaf(stranger, key);

        (await UpdateSignedAsync(7, (signer.ExportCertificatePem(), "AAAA"))).ShouldBe("InvalidCertificate");

        (await chargePoint.Frames.SentCallAsync("SecurityEventNotification")).Payload.GetProperty("type").GetString().ShouldBe("InvalidFirmwareSigningCertificate");
        chargePoint.Frames.CallsSent("SignedFirmwareStatusNotification").ShouldBeEmpty();
    }

    [Fact]
    public async Task Firmware_for_later_waits_and_another_takes_its_place()
    {
        var chargePoint = await FastAsync();
        var signed = await SignedAsync(Firmware);

        (await UpdateSignedAsync(8, signed, retrieve: DateTimeOffset.UtcNow.AddHours(1))).ShouldBe("Accepted");
        await StatusesAsync(chargePoint, "SignedFirmwareStatusNotification", "DownloadScheduled");
        (await UpdateSignedAsync(9, signed, install: DateTimeOffset.UtcNow.AddHours(1))).ShouldBe("AcceptedCanceled");
        await StatusesAsync(
            chargePoint, "SignedFirmwareStatusNotification", "DownloadScheduled", "Downloading", "Downloaded", "SignatureVerified", "InstallScheduled");

        await Central.StatusOfAsync("TriggerMessage", """{"requestedMessage":"FirmwareStatusNotification"}""");
        (await chargePoint.Frames.SentCallAsync("FirmwareStatusNotification")).Payload.GetProperty("status").GetString().ShouldBe("Downloaded");
    }

    [Fact]
    public async Task Over_HTTP_files_are_moved_in_earnest()
    {
        byte[]? taken = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var server = builder.Build();
        server.MapGet("/fw.bin", () => Results.Bytes("firmware"u8.ToArray()));
        server.MapPut("/logs/{name}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            taken = body.ToArray();
        });
        await server.StartAsync();
        var address = new Uri(server.Urls.Single());
        var transfer = FileTransfer.InEarnest(caFile: null);

        (await transfer.FetchAsync(new Uri(address, "fw.bin"), CancellationToken.None)).ShouldBe("firmware"u8.ToArray());
        await transfer.SendAsync(new Uri(address, "logs/a.log"), [1, 2, 3], CancellationToken.None);
        taken.ShouldBe([1, 2, 3]);
        var refusal = await Should.ThrowAsync<HttpRequestException>(() => transfer.SendAsync(new Uri(address, "fw.bin"), [], CancellationToken.None));
        refusal.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        await Should.ThrowAsync<HttpRequestException>(() => transfer.FetchAsync(new Uri(address, "nothing"), CancellationToken.None));
    }

    private Task<SimulatedChargePoint> FastAsync(double speed = 1000) => BootedAsync(options => options with
    {
        Speed = speed,
        Files = FileTransfer.Pretended with
        {
            SendAsync = (location, file, _) =>
            {
                sent.Enqueue((location, Encoding.UTF8.GetString(file)));
                return Task.CompletedTask;
            },
        },
    });

    private static async Task StatusesAsync(SimulatedChargePoint chargePoint, string action, params string[] statuses)
    {
        await chargePoint.Frames.SentCallAsync(action, statuses.Length);
        chargePoint.Frames.CallsSent(action).Select(frame => frame.Payload.GetProperty("status").GetString()).ShouldBe(statuses);
    }

    private static string GetLog(int requestId, string period = "") =>
        $$$"""{"logType":"SecurityLog","requestId":{{{requestId}}},"log":{{{{period}}}"remoteLocation":"https://files.example/logs"}}""";

    /// <summary>A signer whose root is installed, and its signature over a pretended file: the text of its address.</summary>
    private async Task<(string Signer, string Signature)> SignedAsync(string file)
    {
        using var root = TestCertificates.Root("CN=Maker");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = TestCertificates.Leaf(root, key);
        var pem = JsonSerializer.Serialize(root.ExportCertificatePem());
        (await Central.StatusOfAsync("InstallCertificate", $$"""{"certificateType":"ManufacturerRootCertificate","certificate":{{pem}}}""")).ShouldBe("Accepted");
        var signature = key.SignData(Encoding.UTF8.GetBytes(file), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return (signer.ExportCertificatePem(), Convert.ToBase64String(signature));
    }

    private Task<string?> UpdateSignedAsync(int requestId, (string Signer, string Signature) signed, DateTimeOffset? retrieve = null, DateTimeOffset? install = null)
    {
        var later = install is { } at ? $"\"installDateTime\":\"{at:yyyy-MM-ddTHH:mm:ssZ}\"," : "";
        return Central.StatusOfAsync("SignedUpdateFirmware", $$$"""
            {"requestId":{{{requestId}}},"firmware":{"location":"{{{Firmware}}}","retrieveDateTime":"{{{retrieve ?? DateTimeOffset.UtcNow.AddMinutes(-1):yyyy-MM-ddTHH:mm:ssZ}}}",
            {{{later}}}"signingCertificate":{{{JsonSerializer.Serialize(signed.Signer)}}},"signature":"{{{signed.Signature}}}"}}
            """);
    }
}
