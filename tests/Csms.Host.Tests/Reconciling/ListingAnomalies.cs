using System.Net;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Billing;
using Csms.Host.Tests.Conformance;
using static Csms.Host.Tests.Billing.Telling;

namespace Csms.Host.Tests.Reconciling;

/// <summary>A kind each, from the frame to the list.</summary>
public sealed class ListingAnomalies(ReconcilingHost csms) : IClassFixture<ReconcilingHost>
{
    [Fact]
    public async Task A_stop_of_nobody_is_taken_for_that_of_the_session_that_misses_one()
    {
        await using var cp = await csms.ConnectAsync("CP-NOBODY", Tariff("nobody", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.CallAsync("StopTransaction", """{"transactionId":2000000001,"idTag":"DRIVER","meterStop":11000,"timestamp":"2024-05-01T11:00:00Z"}""");
        var anomaly = await csms.AnomalyAsync("chargePointId=CP-NOBODY&kind=stopWithoutStart");
        ((string?)anomaly["suggestion"]!["action"], (int?)anomaly["suggestion"]!["transactionId"]).ShouldBe(("useStop", id));

        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.NoContent);

        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
        var stopped = (await csms.EventsOfTransactionAsync(id)).Single(e => e.Type == "transaction_stopped");
        stopped.Metadata.Actor.ShouldBe("key:admin");
    }

    [Fact]
    public async Task A_stop_of_nobody_belongs_to_the_session_that_somebody_names()
    {
        await using var cp = await csms.ConnectAsync("CP-NAMED", Tariff("named", 0.50m));
        var first = await cp.StartsAsync("2024-05-01T10:00:00Z");
        var second = await cp.StartsAsync("2024-05-01T10:20:00Z", 3_000);
        await cp.CallAsync("StopTransaction", """{"transactionId":2000000002,"meterStop":3000,"timestamp":"2024-05-01T10:21:00Z"}""");
        var anomaly = await csms.AnomalyAsync("chargePointId=CP-NAMED&kind=stopWithoutStart");
        // Either may be meant.
        ((string?)anomaly["suggestion"]!["action"]).ShouldBe("ignore");

        await csms.OverrideAsync(anomaly, $$"""{"reason":"that of the first","transactionId":{{first}}}""").ShouldBeAsync(HttpStatusCode.NoContent);

        ((decimal)(await csms.CdrsAsync(first, "issued"))[0]["totalExclVat"]!).ShouldBe(1.00m);
        (await csms.EventsOfTransactionAsync(second)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_stop_that_comes_again_with_other_content_is_listed_once()
    {
        await using var cp = await csms.ConnectAsync("CP-TWICE", Tariff("twice", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        foreach (var meter in (long[])[11_000, 12_000, 13_000])
            await cp.StopsAsync(id, "2024-05-01T11:00:00Z", meter);

        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=stopRepeatedDifferently");
        await csms.AcceptAsync(anomaly, "the first counts").ShouldBeAsync(HttpStatusCode.NoContent);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
    }

    [Fact]
    public async Task A_wrong_clock_and_an_unknown_token_are_listed_once_per_session_and_a_status_of_the_future_once_a_day()
    {
        await using var cp = await csms.ConnectAsync("CP-CLOCK", Tariff("clock", 0.50m));
        var id = await cp.StartsAsync("1970-01-01T00:00:10Z", idTag: "NEVER-SEEN");
        await cp.ReadsAsync(id, "1970-01-01T00:30:10Z", 6_000);
        await cp.StopsAsync(id, "1970-01-01T01:00:10Z", 11_000);
        await cp.TellsAsync("Available", "2099-01-01T00:00:00Z");
        await cp.TellsAsync("Preparing", "2099-01-01T00:00:01Z");

        var clock = await csms.AnomalyAsync($"transactionId={id}&kind=clockWrong");
        (clock["flags"]!.AsArray().Select(flag => (string?)flag).ShouldHaveSingleItem(), (string?)clock["severity"]).ShouldBe(("ClockNotSet", "medium"));
        (await csms.AnomalyAsync($"transactionId={id}&kind=unknownToken"))["tokenId"].ShouldNotBeNull();
        var all = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync("/anomalies?chargePointId=CP-CLOCK&kind=clockWrong"), answer => answer.Items.Count == 2);
        all.Items.ShouldContain(item => item["transactionId"] == null && (string?)item["flags"]![0] == "ClockAhead");
        (await csms.CdrsAsync(id, "issued"))[0]["flags"]!.ToJsonString().ShouldContain("TIME_CORRECTED");

        var page = await csms.Admin.ReadAsync("/anomalies?chargePointId=CP-CLOCK&limit=1");
        var next = await csms.Admin.ReadAsync($"/anomalies?chargePointId=CP-CLOCK&limit=1&after={page["next"]}");
        ((string?)next.Items[0]["id"]).ShouldNotBe((string?)page.Items[0]["id"]);
    }

    [Fact]
    public async Task A_remote_start_after_which_nothing_began_is_listed_until_it_begins()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync("RemoteStartTransaction", new { idTag = station.IdTag, connectorId = 1 }, new { status = "Accepted" }, "&effectWithin=1");
        var anomaly = await csms.AnomalyAsync($"chargePointId={station.Id}&kind=remoteStartWithoutStart&state=open");
        anomaly["callId"].ShouldNotBeNull();

        await station.HasStartedAsync();

        ((string?)(await csms.AnomalyAsync($"chargePointId={station.Id}&kind=remoteStartWithoutStart&state=resolved"))["id"]).ShouldBe((string?)anomaly["id"]);
    }

    [Fact]
    public async Task A_register_that_fell_is_billed_as_measured_when_somebody_agrees()
    {
        await using var cp = await csms.ConnectAsync("CP-FELL", Tariff("fell", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:15:00Z", 3_000);
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 200);
        await cp.ReadsAsync(id, "2024-05-01T10:45:00Z", 1_200);
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 2_200);
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=energyDoubtful");
        ((string?)anomaly["suggestion"]!["action"], (long)anomaly["suggestion"]!["energyWh"]!).ShouldBe(("bill", 4_200));

        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.NoContent);

        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(2.10m);
    }

    [Fact]
    public async Task Nothing_is_suggested_for_what_cannot_be_and_somebody_who_read_the_meter_says_it()
    {
        await using var cp = await csms.ConnectAsync("CP-CANNOT", Tariff("cannot", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 9_000_000);
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=energyDoubtful");
        anomaly["suggestion"].ShouldBeNull();

        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.Conflict, "anomaly_without_suggestion");
        await csms.OverrideAsync(anomaly, """{"reason":"read it","energyWh":9000}""").ShouldBeAsync(HttpStatusCode.NoContent);

        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(4.50m);
    }

    [Fact]
    public async Task A_release_without_the_list_takes_it_off_the_list()
    {
        await using var cp = await csms.ConnectAsync("CP-RELEASED", Tariff("released", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 9_000_000);
        await csms.AnomalyAsync($"transactionId={id}&kind=energyDoubtful");

        await csms.Admin.SendAsync("POST", $"/cdrs/{(await csms.CdrsAsync(id, "held"))[0]["cdrId"]}/release", """{"reason":"read it","energyWh":9000}""")
            .ShouldBeAsync(HttpStatusCode.OK);

        await csms.AnomalyAsync($"transactionId={id}&state=resolved");
    }
}
