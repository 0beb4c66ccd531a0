using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Conformance.Firmware;

/// <summary>The charge point tells how far it has come.</summary>
internal static class Notifying
{
    public static async Task TellsFirmwareAsync(this Station station, params string[] statuses)
    {
        foreach (var status in statuses)
            (await station.CallAsync("FirmwareStatusNotification", new { status })).Count.ShouldBe(0);
    }

    public static async Task TellsSignedFirmwareAsync(this Station station, int? requestId, params string[] statuses)
    {
        foreach (var status in statuses)
            (await station.CallAsync("SignedFirmwareStatusNotification", new { status, requestId })).Count.ShouldBe(0);
    }

    public static async Task TellsLogAsync(this Station station, int? requestId, params string[] statuses)
    {
        foreach (var status in statuses)
            (await station.CallAsync("LogStatusNotification", new { status, requestId })).Count.ShouldBe(0);
    }

    /// <summary>Its newest job is in this state and was told these statuses.</summary>
    public static async Task<JsonNode> HasJobAsync(this Station station, string kind, string state, params string[] statuses)
    {
        var jobs = await Eventually.BecomesAsync(station.JobsAsync, found => found.Count > 0
            && ((string?)found[0]["kind"], (string?)found[0]["state"]) == (kind, state)
            && found[0]["statuses"]!.AsArray().Select(status => (string?)status!["status"]).SequenceEqual(statuses));
        return jobs[0];
    }

    public static async Task TellsDiagnosticsAsync(this Station station, params string[] statuses)
    {
        foreach (var status in statuses)
            (await station.CallAsync("DiagnosticsStatusNotification", new { status })).Count.ShouldBe(0);
    }

    /// <summary>The operator wants new firmware on the charge point.</summary>
    public static Task IsUpdatedAsync(this Station station) => station.AsksAsync(
        "UpdateFirmware",
        new { location = "https://files.example.com/firmware.bin", retries = 2, retrieveDate = "2026-03-01T10:00:00.000Z", retryInterval = 60 },
        "{}");

    /// <summary>The operator wants the charge point's diagnostics.</summary>
    public static Task IsDiagnosedAsync(this Station station) =>
        station.AsksAsync("GetDiagnostics", new { location = "ftp://files.example.com/diagnostics" }, new { fileName = "diagnostics.zip" });
}
