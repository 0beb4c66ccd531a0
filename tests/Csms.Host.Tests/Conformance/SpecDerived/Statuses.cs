using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-S: the states of connectors (OCPP 1.6 section 4.9).</summary>
[Collection(OneHost.Name)]
public sealed class Statuses(CsmsFixture csms)
{
    private static readonly string[] All =
        ["Available", "Preparing", "Charging", "SuspendedEV", "SuspendedEVSE", "Finishing", "Reserved", "Unavailable", "Faulted"];

    /// <summary>Where a connector may go from each of these, by their numbers from 1 (the transition table of section 4.9).</summary>
    private static readonly string[] Allowed = ["2345789", "134569", "145689", "135689", "134689", "1289", "1289", "123459", "12345678"];

    [Fact]
    public async Task SD_S01_Follow_each_other_in_any_order_and_odd_ones_are_marked()
    {
        await using var station = await Station.ConnectAsync(csms);
        for (var from = 0; from < All.Length; from++)
        {
            for (var to = 0; to < All.Length; to++)
            {
                if (from == to)
                    continue;
                await station.ReportsAsync(All[from], connectorId: 1 + (10 * from) + to);
                await station.ReportsAsync(All[to], connectorId: 1 + (10 * from) + to);
            }
        }

        var connectors = (await station.ReadAsync())["connectors"].AsArray();
        connectors.Count.ShouldBe(72);
        foreach (var connector in connectors)
        {
            var (from, to) = (((int)connector!["id"]! - 1) / 10, ((int)connector["id"]! - 1) % 10);
            ((string?)connector["status"]).ShouldBe(All[to]);
            IsMarked(connector).ShouldBe(!Allowed[from].Contains((char)('1' + to), StringComparison.Ordinal), $"{All[from]} to {All[to]}");
        }
    }

    [Fact]
    public async Task SD_S02_Of_the_charge_point_itself_are_three_and_others_are_marked()
    {
        await using var station = await Station.ConnectAsync(csms);
        foreach (var status in All)
            await station.ReportsAsync(status, connectorId: 0);

        var reported = (await ReportsOfAsync(station)).ToDictionary(e => (string)e["status"]!, IsMarked);
        reported.Where(status => !status.Value).Select(status => status.Key).ShouldBe(["Available", "Unavailable", "Faulted"], ignoreOrder: true);
        ((string?)(await station.ReadAsync())["status"]).ShouldBe("Faulted");
    }

    [Fact]
    public async Task SD_S03_Come_with_any_error()
    {
        await using var station = await Station.ConnectAsync(csms);
        string[] errors =
        [
            "ConnectorLockFailure", "EVCommunicationError", "GroundFailure", "HighTemperature", "InternalError", "LocalListConflict", "NoError", "OtherError",
            "OverCurrentFailure", "OverVoltage", "PowerMeterFailure", "PowerSwitchFailure", "ReaderFailure", "ResetFailure", "UnderVoltage", "WeakSignal",
        ];
        foreach (var errorCode in errors)
        {
            foreach (var status in (string[])["Faulted", "Available"])
            {
                await station.CallAsync(
                    "StatusNotification", new { connectorId = 1, errorCode, status, info = "Info", vendorId = "com.example", vendorErrorCode = "E-" + errorCode });
                var connector = await station.ConnectorAsync();
                (connector["anomalies"]?.ToJsonString().Contains("ErrorWithoutFault", StringComparison.Ordinal) ?? false)
                    .ShouldBe(status != "Faulted" && errorCode != "NoError", $"{status} {errorCode}");
                ((string?)connector["errorCode"]).ShouldBe(errorCode);
                ((string?)connector["status"]).ShouldBe(status);
                ((string?)connector["vendorErrorCode"]).ShouldBe("E-" + errorCode);
            }
        }
    }

    [Fact]
    public async Task SD_S04_Are_history_when_they_are_older_than_the_newest()
    {
        await using var station = await Station.ConnectAsync(csms);
        var now = DateTimeOffset.UtcNow;
        await station.ReportsAsync("Charging", timestamp: now.AddMinutes(-2));
        await station.ReportsAsync("Preparing", timestamp: now.AddMinutes(-10));
        await station.ShowsAsync("Charging");

        // Without a time of its own it is of now.
        await station.ReportsAsync("Finishing");
        await station.ShowsAsync("Finishing");
        (await ReportsOfAsync(station)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task SD_S07_Are_answered_in_order_however_fast_they_come()
    {
        await using var station = await Station.ConnectAsync(csms);
        var answers = Enumerable.Range(0, 100).Select(i => station.Wire.CallForFrameAsync(
            "StatusNotification", $$"""{"connectorId":1,"errorCode":"NoError","status":"{{All[i % 2]}}","info":"{{i}}"}""")).ToArray();

        (await Task.WhenAll(answers)).ShouldAllBe(answer => (int?)answer[0] == 3);
        (await ReportsOfAsync(station)).Select(e => (string)e["info"]!).ShouldBe(Enumerable.Range(0, 100).Select(i => $"{i}"));
        ((string?)(await station.ConnectorAsync())["info"]).ShouldBe("99");
    }

    private async Task<IReadOnlyList<JsonNode>> ReportsOfAsync(Station station) =>
        [.. (await csms.Admin.ReadAsync($"/streams/charge-point-{station.Id}/events?limit=1000")).Items
            .Where(e => (string?)e["type"] == "connector_status_reported").Select(e => e["data"]!)];

    private static bool IsMarked(JsonNode report) =>
        report["anomalies"]?.AsArray().Any(a => string.Equals((string?)a, "impossibleTransition", StringComparison.OrdinalIgnoreCase)) == true;
}
