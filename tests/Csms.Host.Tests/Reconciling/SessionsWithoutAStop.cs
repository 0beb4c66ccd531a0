using System.Net;
using Csms.Domain.Anomalies;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.Host.Tests.Api;
using Csms.Host.Tests.Billing;
using Csms.ReadModels.Transactions;
using Microsoft.Extensions.DependencyInjection;
using static Csms.Host.Tests.Billing.Telling;

namespace Csms.Host.Tests.Reconciling;

public sealed class SessionsWithoutAStop(ReconcilingHost csms) : IClassFixture<ReconcilingHost>
{
    [Fact]
    public async Task Are_closed_when_their_connector_is_free_and_billed_when_somebody_agrees()
    {
        await using var cp = await csms.ConnectAsync("CP-FREE-AGAIN", Tariff("free-again", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await cp.TellsAsync("Available", "2024-05-01T11:00:00Z");
        await csms.ClosesAsync(id);
        (await csms.EvidenceReadMeAsync(id)).ShouldContain("policy for such transactions closed it: its connector was available again");

        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop&state=open&severity=high&chargePointId=CP-FREE-AGAIN");
        (anomaly["suggestion"]!["action"]!.ToString(), (long)anomaly["suggestion"]!["energyWh"]!, (DateTimeOffset)anomaly["suggestion"]!["stoppedAt"]!)
            .ShouldBe(("close", 5_000, new DateTimeOffset(2024, 5, 1, 10, 30, 0, TimeSpan.Zero)));
        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.NoContent);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(2.50m);
        var decided = await csms.Admin.ReadAsync($"/anomalies/{anomaly["id"]}");
        ((string?)decided["state"], (string?)decided["decidedBy"], (string?)decided["reason"]).ShouldBe(("accepted", "key:admin", "so be it"));

        // The stop arrives after all.
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        ((decimal)(await csms.CdrsAsync(id, "credit"))[0]["totalExclVat"]!).ShouldBe(-2.50m);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
        (await csms.EventsOfTransactionAsync(id)).Select(e => e.Type).ShouldBe(
            ["transaction_started", "transaction_meter_values_reported", "transaction_closed_by_policy", "transaction_stopped"]);
    }

    [Fact]
    public async Task Are_not_looked_at_while_they_are_heard_of()
    {
        await using var cp = await csms.ConnectAsync("CP-LONG", Tariff("long", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        var stream = (await csms.EventsOfTransactionAsync(id))[0].StreamId;
        var started = DateTimeOffset.UtcNow;
        (await PerhapsOverAsync(started)).ShouldContain(stream);

        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        (await PerhapsOverAsync(started)).ShouldNotContain(stream);
        (await PerhapsOverAsync(DateTimeOffset.UtcNow)).ShouldContain(stream);

        async Task<IReadOnlyList<string>> PerhapsOverAsync(DateTimeOffset silentSince)
        {
            await csms.Admin.ReadAsync($"/transactions/{id}?minPosition={(await csms.EventsOfTransactionAsync(id))[^1].Sequence}").ShouldBeAsync(HttpStatusCode.OK);
            return await csms.Services.GetRequiredService<TransactionQueries>()
                .ListPerhapsOverAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, silentSince, "", 1000, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Resolve_themselves_when_the_stop_comes_before_anybody_looked()
    {
        await using var cp = await csms.ConnectAsync("CP-SELF", Tariff("self", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.TellsAsync("Available", "2024-05-01T11:00:00Z");
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop");

        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);

        await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop&state=resolved");
        await csms.CdrsAsync(id, "issued");
        (await csms.CountAsync(id)).ShouldBe(1);
        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.Conflict, "anomaly_resolved");
    }

    [Fact]
    public async Task Are_none_where_the_stop_came_first()
    {
        await using var cp = await csms.ConnectAsync("CP-INORDER", Tariff("in-order", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        await cp.TellsAsync("Available", "2024-05-01T11:00:00Z");
        // The next one is closed, so this one had its chance.
        var next = await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        await cp.TellsAsync("Available", "2024-05-01T13:00:00Z");
        await csms.ClosesAsync(next);

        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
        (await csms.EventsOfTransactionAsync(id)).Select(e => e.Type).ShouldBe(["transaction_started", "transaction_stopped"]);
    }

    [Fact]
    public async Task Are_closed_after_a_boot_that_did_not_take_them_up_again()
    {
        await using var cp = await csms.ConnectAsync("CP-REBOOT", Tariff("reboot", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        await csms.ClosesAsync(id);

        // It goes on after all.
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/transactions/{id}"), answer => (string?)answer.Body?["status"] == "running");
        await cp.StopsAsync(id, "2024-05-01T11:00:00Z", 11_000);
        ((decimal)(await csms.CdrsAsync(id, "issued"))[0]["totalExclVat"]!).ShouldBe(5.00m);
    }

    [Fact]
    public async Task Are_billed_as_somebody_knows_better()
    {
        await using var cp = await csms.ConnectAsync("CP-BETTER", Tariff("better", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop");

        const string wish = """{"reason":"asked the driver","energyWh":4000,"stoppedAt":"2024-05-01T11:30:00Z"}""";
        await csms.OverrideAsync(anomaly, wish).ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.OverrideAsync(anomaly, wish).ShouldBeAsync(HttpStatusCode.NoContent);
        await csms.OverrideAsync(anomaly, """{"reason":"no","ignore":true}""").ShouldBeAsync(HttpStatusCode.Conflict, "anomaly_decided");
        await csms.AcceptAsync(anomaly).ShouldBeAsync(HttpStatusCode.Conflict, "anomaly_decided");

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!, (DateTimeOffset)bill["endedAt"]!, (string?)bill["ruledBy"])
            .ShouldBe((2.00m, new DateTimeOffset(2024, 5, 1, 11, 30, 0, TimeSpan.Zero), "key:admin"));
    }

    [Fact]
    public async Task Stay_unbilled_when_they_are_ignored()
    {
        await using var cp = await csms.ConnectAsync("CP-IGNORED", Tariff("ignored", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop");

        await csms.OverrideAsync(anomaly, """{"reason":"a test","ignore":true}""").ShouldBeAsync(HttpStatusCode.NoContent);

        await csms.AnomalyAsync($"transactionId={id}&state=overridden");
        (await csms.CdrsAsync(id, "held")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Are_decided_by_those_who_may_and_about_what_they_saw()
    {
        await using var cp = await csms.ConnectAsync("CP-WHO", Tariff("who", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.StartsAsync("2024-05-01T12:00:00Z", 11_000);
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop");
        var path = $"/anomalies/{anomaly["id"]}";
        var seen = await csms.Admin.ReadAsync(path).ShouldBeAsync(HttpStatusCode.OK);
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await Eventually.BecomesAsync(() => csms.Admin.ReadAsync(path), answer => (long?)answer.Body?["energyWh"] == 5_000);

        using var analyst = new HttpClient { BaseAddress = csms.Http };
        var key = await csms.Services.GetRequiredService<ApiKeys>().IssueAsync("ana", "analyst", CancellationToken.None);
        analyst.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await analyst.ReadAsync(path).ShouldBeAsync(HttpStatusCode.OK);
        await analyst.SendAsync("POST", $"{path}/accept", """{"reason":"me"}""").ShouldBeAsync(HttpStatusCode.Forbidden);

        await csms.Admin.SendAsync("POST", $"{path}/accept", """{"reason":"stale"}""", ("If-Match", seen.Headers["ETag"])).ShouldBeAsync(HttpStatusCode.PreconditionFailed);
        await csms.Admin.SendAsync("POST", $"{path}/accept", """{"reason":""}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("POST", $"{path}/override", """{"reason":"both","ignore":true,"energyWh":1}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("POST", $"{path}/override", """{"reason":"2026?","stoppedAt":"2062-03-01T11:00:00Z"}""")
            .ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("POST", $"{path}/override", """{"reason":"odd","transactionId":1}""").ShouldBeAsync(HttpStatusCode.Conflict, "transaction_not_open");
        await csms.Admin.SendAsync("POST", $"/anomalies/{Guid.Empty}/accept", """{"reason":"what"}""").ShouldBeAsync(HttpStatusCode.NotFound, "anomaly_not_found");
        await csms.Admin.ReadAsync("/anomalies?kind=odd").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
    }

    [Fact]
    public async Task Are_billed_although_the_node_died_after_the_decision()
    {
        await using var cp = await csms.ConnectAsync("CP-DIED", Tariff("died", 0.50m));
        var id = await cp.StartsAsync("2024-05-01T10:00:00Z");
        await cp.ReadsAsync(id, "2024-05-01T10:30:00Z", 6_000);
        await cp.TellsAsync("Available", "2024-05-01T11:00:00Z");
        var anomaly = await csms.AnomalyAsync($"transactionId={id}&kind=startWithoutStop");

        await csms.Services.GetRequiredService<CommandRunner>().RunAsync(
            Streams.Anomalies,
            FoundAnomaly.StreamId((Guid)anomaly["id"]!),
            new AnomalyCommand.RequestAcceptance("key:ann", "so be it"),
            new EventMetadata("key:ann", DateTimeOffset.UtcNow),
            CancellationToken.None);

        var bill = (await csms.CdrsAsync(id, "issued"))[0];
        ((decimal)bill["totalExclVat"]!, (string?)bill["ruledBy"]).ShouldBe((2.50m, "key:ann"));
    }
}
