using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Host.Api.Jobs;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Conformance.Firmware;
using Csms.ReadModels.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-F: firmware, diagnostics and logs (OCPP 1.6 sections 4.4, 4.5, 5.9, 5.19).</summary>
[Collection(OneHost.Name)]
public sealed class Jobs(CsmsFixture csms)
{
    [Theory]
    [InlineData("ftp://files.example.com/f.bin", "2099-01-01T00:00:00.000Z")]
    [InlineData("ftps://files.example.com/f.bin", "2020-01-01T00:00:00.000Z")]
    [InlineData("http://files.example.com/f.bin", "2026-03-01T10:00:00.000Z")]
    [InlineData("https://files.example.com/f.bin", "2026-03-01T10:00:00.000Z")]
    public async Task SD_F01_Carry_any_address_any_date_and_retries(string location, string retrieveDate)
    {
        await using var station = await Station.ConnectAsync(csms);

        var sent = await station.IsAskedAsync("firmware-jobs", new { location, retrieveDate, retries = 3, retryInterval = 60 }, "UpdateFirmware", "{}");

        JsonNode.DeepEquals(sent, JsonNode.Parse($$"""{"location":"{{location}}","retrieveDate":"{{retrieveDate}}","retries":3,"retryInterval":60}"""))
            .ShouldBeTrue(sent.ToJsonString());
        await station.HasJobAsync("firmware", "accepted");
    }

    [Fact]
    public async Task SD_F02_Keep_every_status_in_any_order()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsUpdatedAsync();

        await station.TellsFirmwareAsync("Downloaded", "Downloading", "Downloading", "DownloadFailed");
        await station.HasJobAsync("firmware", "failed", "Downloaded", "Downloading", "Downloading", "DownloadFailed");
        // It tries once more by itself; and says so twice in the end, once before and once after the boot.
        await station.TellsFirmwareAsync("Downloading", "Downloaded", "Installing", "Installed");
        await station.BootAsync();
        await station.TellsFirmwareAsync("Installed");

        await station.HasJobAsync(
            "firmware", "succeeded", "Downloaded", "Downloading", "Downloading", "DownloadFailed", "Downloading", "Downloaded", "Installing", "Installed", "Installed");
        (await station.JobsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task SD_F03_Are_kept_where_nobody_asked_for_them()
    {
        await using var station = await Station.ConnectAsync(csms);

        await station.TellsFirmwareAsync("Idle");
        (await station.JobsAsync()).ShouldBeEmpty();
        await station.TellsFirmwareAsync("Downloading", "Downloaded");

        var job = await station.HasJobAsync("firmware", "running", "Downloading", "Downloaded");
        job["requestedBy"].ShouldBeNull();
        await station.TellsLogAsync(4711, "Uploading");
        ((int?)(await station.HasJobAsync("log", "running", "Uploading"))["requestId"]).ShouldBe(4711);
    }

    [Fact]
    public async Task SD_F04_Suggest_signed_firmware_to_a_charge_point_that_takes_no_other()
    {
        await using var station = await Station.ConnectAsync(csms);

        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/firmware-jobs", """{"location":"https://files.example.com/f.bin"}""");
        var call = await station.Wire.ReceiveCallAsync();
        await station.Wire.SendAsync($"[4,{call[1]!.ToJsonString()},\"NotSupported\",\"signed only\",{{}}]");

        var job = (await Eventually.BecomesAsync(station.JobsAsync, jobs => jobs is [var one] && (string?)one["state"] == "refused"))[0];
        ((string?)job["reason"], (string?)job["suggestion"]).ShouldBe(("NotSupported", "SignedUpdateFirmware"));
    }

    [Fact]
    public async Task SD_F05_Are_stale_when_no_status_comes_in_time()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsUpdatedAsync();
        var job = await station.HasJobAsync("firmware", "accepted");
        ((bool?)job["stale"]).ShouldBe(false);

        var row = (await csms.Services.GetRequiredService<JobQueries>().FindAsync((Guid)job["id"]!, CancellationToken.None))!;
        JobView.Of(row, DateTimeOffset.UtcNow.AddMinutes(16)).Stale.ShouldBeTrue();
        JobView.Of(row with { AwaitingSince = DateTimeOffset.UtcNow.AddDays(1) }, DateTimeOffset.UtcNow.AddMinutes(16)).Stale.ShouldBeFalse("the date to fetch it has not come");
        (await csms.Admin.ReadAsync($"/jobs?chargePointId={station.Id}&stale=true")).Items.ShouldBeEmpty();

        // The operator asks, and the charge point tells.
        await station.AsksAsync("TriggerMessage", new { requestedMessage = "FirmwareStatusNotification" }, new { status = "Accepted" });
        await station.TellsFirmwareAsync("Downloading");
        await station.HasJobAsync("firmware", "running", "Downloading");
    }

    [Fact]
    public async Task SD_F06_Say_that_there_is_nothing_to_upload()
    {
        await using var station = await Station.ConnectAsync(csms);

        var sent = await station.IsAskedAsync(
            "diagnostics-jobs", new { startTime = "2026-03-01T10:00:00Z", stopTime = "2026-03-02T10:00:00Z" }, "GetDiagnostics", "{}");

        ((string?)sent["startTime"], (string?)sent["stopTime"]).ShouldBe(("2026-03-01T10:00:00.000Z", "2026-03-02T10:00:00.000Z"));
        await station.HasJobAsync("diagnostics", "nothing_to_upload");
    }

    [Fact]
    public async Task SD_F06_Are_linked_to_the_file_that_comes()
    {
        await using var station = await Station.ConnectAsync(csms);
        var sent = await station.IsAskedAsync("diagnostics-jobs", new { }, "GetDiagnostics", new { fileName = "d.zip" });

        using var body = new StringContent("what happened");
        using var client = new HttpClient();
        (await client.PutAsync(new Uri((string)sent["location"]! + "/d.zip"), body)).StatusCode.ShouldBe(HttpStatusCode.Created);

        var job = await station.HasJobAsync("diagnostics", "accepted");
        ((string?)job["fileName"]).ShouldBe("d.zip");
        (await csms.Admin.GetStringAsync(new Uri($"/api/v1/files/{job["fileId"]}", UriKind.Relative))).ShouldBe("what happened");
        // The address opens a door, so it is not in the record.
        ((string)job["location"]!).ShouldEndWith("/files/u/withheld");
        Encoding.UTF8.GetString((await csms.EventsOfAsync($"call-{job["id"]}"))[0].Data.Span).ShouldNotContain(((string)sent["location"]!).Split('/')[^1]);
    }

    [Fact]
    public async Task SD_F07_Know_every_status_of_diagnostics()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.IsDiagnosedAsync();
        await station.TellsDiagnosticsAsync("Idle", "Uploading", "UploadFailed", "Uploading", "Uploaded", "Idle");

        await station.HasJobAsync("diagnostics", "succeeded", "Idle", "Uploading", "UploadFailed", "Uploading", "Uploaded", "Idle");
    }

    [Fact]
    public async Task SD_Z19_Have_numbers_that_rise_and_give_way_to_one_another()
    {
        await using var station = await Station.ConnectAsync(csms);

        var first = (int)(await station.IsAskedAsync("log-jobs", new { }, "GetLog", new { status = "Accepted", filename = "1" }))["requestId"]!;
        await station.TellsLogAsync(first, "Uploading");
        var second = (int)(await station.IsAskedAsync("log-jobs", new { logType = "diagnosticsLog" }, "GetLog", new { status = "AcceptedCanceled", filename = "2" }))["requestId"]!;
        second.ShouldBeGreaterThan(first);
        // The old one's last word comes late, and the new one's without its number.
        await station.TellsLogAsync(second, "Uploading");
        await station.TellsLogAsync(first, "UploadFailure");
        await station.TellsLogAsync(null, "Uploaded");

        var former = (await station.JobsAsync())[1];
        var latter = await station.HasJobAsync("log", "succeeded", "Uploading", "Uploaded");
        ((string?)former["state"], (string?)former["supersededBy"]).ShouldBe(("superseded", (string?)latter["id"]));
        former["statuses"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task SD_B06_Are_held_against_the_version_that_boots()
    {
        await using var station = await Station.ConnectAsync(csms);
        await BootAsync(station, "1.0");
        await station.IsUpdatedAsync();
        await station.TellsFirmwareAsync("Downloading", "Downloaded", "Installing");
        await BootAsync(station, "2.0");
        await station.TellsFirmwareAsync("Installed");
        var firmware = (await station.HasJobAsync("firmware", "succeeded", "Downloading", "Downloaded", "Installing", "Installed"))["firmware"]!;
        ((string?)firmware["before"], (string?)firmware["after"], (bool?)firmware["changed"]).ShouldBe(("1.0", "2.0", true));

        await station.IsUpdatedAsync();
        await station.TellsFirmwareAsync("Installing", "Installed");
        await BootAsync(station, "2.0");
        ((bool?)(await station.JobsAsync())[0]["firmware"]!["changed"]).ShouldBe(false, "it says it installed something, and boots as before");
    }

    private static Task BootAsync(Station station, string firmwareVersion) =>
        station.CallAsync("BootNotification", new { chargePointVendor = "Vendor", chargePointModel = "Model", firmwareVersion });
}
