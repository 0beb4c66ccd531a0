using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

public class AskingForSums(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Adds_up_energy_by_the_clock_of_a_time_zone()
    {
        await SessionAsync("CP-S1");

        var hours = await csms.Admin.ReadAsync("/energy?bucket=hour&timeZone=Europe/Berlin&chargePointId=CP-S1&from=2020-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.OK);
        var days = await csms.Admin.ReadAsync("/energy?timeZone=Europe/Berlin&chargePointId=CP-S1&from=2020-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.OK);

        hours.Items.Select(item => (long)item["energyWh"]!).ShouldBe([1500, 3000, 1500]);
        ((string?)hours.Items[0]["start"], (string?)hours.Items[0]["localStart"]).ShouldBe(("2025-10-26T00:00:00Z", "2025-10-26T02:00:00+02:00"));
        ((string?)hours.Items[1]["localStart"]).ShouldBe("2025-10-26T02:00:00+01:00");
        ((long?)days.Items.ShouldHaveSingleItem()["energyWh"], (string?)days.Items[0]["localStart"]).ShouldBe((6000L, "2025-10-26T00:00:00+02:00"));
        await csms.Admin.ReadAsync("/energy?timeZone=Mars/Olympus").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Counts_uptime_by_a_profile_without_what_is_excluded()
    {
        await csms.RegisterAsync("CP-S2");
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-S2"))
        {
            await cp.CallAsync("StatusNotification", """{"connectorId":1,"errorCode":"GroundFailure","status":"Faulted","vendorErrorCode":"E17"}""");
        }

        var wrong = await csms.Admin.ReadAsync("/uptime?profile=nevi&threshold=50").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        ((string?)wrong["detail"])!.ShouldContain("profile");
        await csms.Admin.SendAsync("POST", "/uptime/exclusions", """{"chargePointId":"CP-S2","from":"2020-01-01T00:00:00Z","to":"2019-01-01T00:00:00Z","cause":"vandalism","reason":"x"}""")
            .ShouldBeAsync(HttpStatusCode.Conflict, "exclusion_ends_too_early");
        await csms.Admin.SendAsync("POST", "/uptime/exclusions", """{"chargePointId":"CP-S2","from":"2020-01-01T00:00:00Z","to":"2021-01-01T00:00:00Z"}""")
            .ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        ((decimal?)(await UptimeAsync())["uptimePercent"]).ShouldBe(0);
        var exclusion = await csms.Admin.SendAsync(
            "POST", "/uptime/exclusions", """{"chargePointId":"CP-S2","connectorId":1,"from":"2020-01-01T00:00:00Z","to":"2100-01-01T00:00:00Z","cause":"vandalism","reason":"cable cut"}""")
            .ShouldBeAsync(HttpStatusCode.OK);
        await csms.Admin.ReadAsync($"/uptime/exclusions?chargePointId=CP-S2&minPosition={exclusion.Headers["X-Event-Sequence"]}").ShouldBeAsync(HttpStatusCode.OK);
        var excluded = await UptimeAsync();
        ((decimal?)excluded["uptimePercent"], (decimal?)excluded["rawPercent"], (bool?)excluded["meets"]).ShouldBe((100m, 0m, true));

        await csms.Admin.SendAsync("POST", $"/uptime/exclusions/{exclusion["exclusionId"]}/withdrawal", """{"reason":"it was another one"}""").ShouldBeAsync(HttpStatusCode.NoContent);
        var left = (await csms.Admin.ReadAsync("/uptime/exclusions?chargePointId=CP-S2").ShouldBeAsync(HttpStatusCode.OK)).Items.ShouldHaveSingleItem();
        ((string?)left["withdrawnReason"]).ShouldBe("it was another one");
        ((decimal?)(await UptimeAsync())["uptimePercent"]).ShouldBe(0);
        await csms.Admin.SendAsync("POST", $"/uptime/exclusions/{Guid.NewGuid()}/withdrawal", """{"reason":"x"}""").ShouldBeAsync(HttpStatusCode.NotFound, "exclusion_not_found");
        (await csms.Admin.ReadAsync("/uptime/outages?chargePointId=CP-S2").ShouldBeAsync(HttpStatusCode.OK)).Items.Select(item => (string?)item["errorCode"]).Distinct().ShouldBe(["GroundFailure"]);
    }

    [Fact]
    public async Task Tells_what_went_wrong_where()
    {
        await SessionAsync("CP-S3");

        var sessions = await csms.Admin.ReadAsync("/quality/sessions?chargePointId=CP-S3&from=2025-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.OK);
        var kind = sessions.Items.ShouldHaveSingleItem();
        ((long?)kind["sessions"], (decimal?)kind["successPercent"], (string?)kind["outcomes"]![0]!["outcome"]).ShouldBe((1L, 100m, "succeeded"));
        foreach (var path in (string[])["errors", "repairs", "calls"])
            (await csms.Admin.ReadAsync($"/quality/{path}?chargePointId=CP-S3").ShouldBeAsync(HttpStatusCode.OK)).Items.ShouldBeEmpty();
        await csms.Admin.ReadAsync("/quality/calls?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Streams_rows_as_a_file()
    {
        await SessionAsync("CP-S4");

        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/v1/exports/sessions?chargePointId=CP-S4");
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var csv = await csms.Admin.SendAsync(asked);
        var rows = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var lines = (await csms.Admin.GetStringAsync("/api/v1/exports/energy?chargePointId=CP-S4&format=ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        (rows.Length, rows[0].StartsWith("stream_id,transaction_id,charge_point_id,", StringComparison.Ordinal)).ShouldBe((2, true));
        lines.Sum(line => (long)JsonNode.Parse(line)!["energy_wh"]!).ShouldBe(6000);
    }

    [Fact]
    public async Task Says_that_there_will_be_no_file_where_not_even_its_first_row_came()
    {
        await ExecuteAsync("ALTER VIEW read.v1_cdrs RENAME TO v1_cdrs_elsewhere");
        try
        {
            await csms.Admin.ReadAsync("/exports/cdrs").ShouldBeAsync(HttpStatusCode.InternalServerError, "internal_error");
        }
        finally
        {
            await ExecuteAsync("ALTER VIEW read.v1_cdrs_elsewhere RENAME TO v1_cdrs");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // Two hours from half past two on in the night in which the hour from two to three comes twice in Berlin.
    private async Task SessionAsync(string chargePoint)
    {
        await csms.RegisterAsync(chargePoint);
        await csms.RegisterTokenAsync($"TAG-{chargePoint}");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, chargePoint);
        var started = await cp.CallAsync("StartTransaction", $$"""{"connectorId":1,"idTag":"TAG-{{chargePoint}}","meterStart":1000,"timestamp":"2025-10-26T00:30:00Z"}""");
        var id = (int)started["transactionId"]!;
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{id}},"meterStop":7000,"timestamp":"2025-10-26T02:30:00Z","idTag":"TAG-{{chargePoint}}","reason":"Local"}""");
        await csms.Admin.ReadAsync($"/transactions/{id}").ShouldBeAsync(HttpStatusCode.OK);
    }

    private async Task<JsonNode> UptimeAsync()
    {
        await csms.Admin.ReadAsync("/uptime/exclusions").ShouldBeAsync(HttpStatusCode.OK);
        return (await csms.Admin.ReadAsync("/uptime?profile=uk&chargePointId=CP-S2").ShouldBeAsync(HttpStatusCode.OK)).Items.ShouldHaveSingleItem();
    }
}
