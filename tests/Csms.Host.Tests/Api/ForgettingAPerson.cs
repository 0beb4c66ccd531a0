using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Tokens;
using Csms.EventStore.Ledger;
using Csms.EventStore.Ledger.Exports;
using Csms.Host.Forgetting;
using Csms.Host.Reactions;
using Csms.Host.Security;
using Csms.Host.Tests.Journal;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Csms.Host.Tests.Api;

public class ForgettingAPerson(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Leaves_the_idTag_nowhere_and_every_proof_and_sum_as_it_was()
    {
        const string tag = "FORGET-4711";
        var record = Signed(tag, "1");
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Signed(tag, "2")));
        await csms.RegisterAsync("CP-FORGET");
        var tokenId = await csms.RegisterTokenAsync(tag, parent: "FORGET-FLEET");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-FORGET");
        await cp.CallAsync("Authorize", $$"""{"idTag":"{{tag.ToLowerInvariant()}}"}""");
        var transactionId = await StartAsync(cp, tag);
        await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{{Sample(record, "2026-03-01T10:10:00Z")}}]}""");
        await cp.CallAsync("DataTransfer", $$"""{"vendorId":"v","data":"{\"card\":\"{{tag}}\"}"}""");
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{transactionId}},"idTag":"{{tag}}","meterStop":5000,"timestamp":"2026-03-01T11:00:00Z","transactionData":[{{Sample(encoded, "2026-03-01T11:00:00Z")}}]}""");
        var asked = csms.Admin.SendAsync("POST", "/charge-points/CP-FORGET/calls/RemoteStartTransaction?wait=20", $$"""{"idTag":"{{tag}}"}""");
        await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Rejected"}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        var before = await TransactionAsync(transactionId, t => (string?)t["status"] != "running");
        var events = await csms.EventsOfTransactionAsync(transactionId);
        var older = await SealedAsync(events[^1].Sequence);
        (await WhatNames.ColumnsAsync(csms, tag)).Count.ShouldBeGreaterThan(2);

        var forgotten = await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
        (await AuthorizeAsync(cp, "another")).ShouldBe("Invalid");
        await IsErasedAsync(tokenId);

        (await WhatNames.ColumnsAsync(csms, tag)).ShouldBeEmpty();
        (await WhatNames.ColumnsAsync(csms, encoded)).ShouldBeEmpty();
        var newer = await SealedAsync(long.Parse(forgotten.Headers["X-Event-Sequence"], CultureInfo.InvariantCulture));
        var proof = await csms.Admin.ReadAsync($"/ledger/consistency?from={older["size"]}&to={newer["size"]}").ShouldBeAsync(HttpStatusCode.OK);
        MerkleProof.IsConsistent(
            (long)older["size"]!, (long)newer["size"]!, Bytes(older["root"]), Bytes(newer["root"]), [.. proof["hashes"].AsArray().Select(Bytes)]).ShouldBeTrue();
        var export = await SoundExportAsync($"transaction={transactionId}");
        export.ShouldContain(tokenId.ToString());
        export.ShouldNotContain(tag, Case.Insensitive);
        (await SoundExportAsync($"stream=token-{tokenId}")).ShouldContain("token_forgotten");
        WithoutName(await TransactionAsync(transactionId, _ => true)).ShouldBe(WithoutName(before));
        (await csms.EventsOfTransactionAsync(transactionId)).Select(e => Encoding.UTF8.GetString(e.Data.Span))
            .ShouldBe(events.Select(e => Encoding.UTF8.GetString(e.Data.Span)));
    }

    [Fact]
    public async Task Makes_somebody_new_of_the_same_card()
    {
        await csms.RegisterAsync("CP-AGAIN");
        var tokenId = await csms.RegisterTokenAsync("AGAIN-4711");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AGAIN");
        (await AuthorizeAsync(cp, "AGAIN-4711")).ShouldBe("Accepted");

        await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);

        (await AuthorizeAsync(cp, "AGAIN-4711")).ShouldBe("Invalid");
        await csms.Admin.ReadAsync($"/tokens/{tokenId}").ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
        var registered = await csms.Admin.SendAsync("POST", "/tokens", """{"idTag":"AGAIN-4711"}""").ShouldBeAsync(HttpStatusCode.Created);
        ((Guid)registered["tokenId"]).ShouldNotBe(tokenId);
        (await AuthorizeAsync(cp, "AGAIN-4711")).ShouldBe("Accepted");
    }

    [Fact]
    public async Task Is_done_once_however_often_it_is_asked_for()
    {
        var tokenId = await csms.RegisterTokenAsync("TWICE-4711");
        await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
        await IsErasedAsync(tokenId);

        (await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted)).Headers.Keys.ShouldNotContain("X-Event-Sequence");

        (await csms.EventsOfAsync($"token-{tokenId}")).Select(e => e.Type).ShouldBe(["token_registered", "token_forgotten"]);
        await ForgetAsync(Guid.NewGuid()).ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
    }

    [Fact]
    public async Task Takes_with_it_what_a_running_transaction_reports_later()
    {
        const string tag = "RUNNING-4711";
        await csms.RegisterAsync("CP-RUNNING");
        var tokenId = await csms.RegisterTokenAsync(tag);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-RUNNING");
        var transactionId = await StartAsync(cp, tag);
        await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
        await IsErasedAsync(tokenId);

        var record = Convert.ToBase64String(Encoding.UTF8.GetBytes(Signed(tag, "3")));
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{transactionId}},"meterStop":5000,"timestamp":"2026-03-01T11:00:00Z","transactionData":[{{Sample(record, "2026-03-01T11:00:00Z")}}]}""");

        await Eventually.BecomesAsync(() => WhatNames.ColumnsAsync(csms, record), found => found.Count == 0);
        (await csms.FramesOfAsync("CP-RUNNING")).ShouldContain(f => f.Entry.Action == "StopTransaction" && f.PersonErased);
        (await WhatNames.ColumnsAsync(csms, tag)).ShouldBeEmpty();
        ((string?)(await TransactionAsync(transactionId, t => (string?)t["status"] != "running"))["tokenId"]).ShouldBe(tokenId.ToString());
    }

    [Fact]
    public async Task Takes_with_it_what_comes_when_the_transaction_has_ended()
    {
        const string tag = "ENDED-4711";
        await csms.RegisterAsync("CP-ENDED");
        var tokenId = await csms.RegisterTokenAsync(tag);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ENDED");
        var transactionId = await StartAsync(cp, tag);
        await cp.CallAsync("StopTransaction", $$"""{"transactionId":{{transactionId}},"meterStop":5000,"timestamp":"2026-03-01T11:00:00Z"}""");
        await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
        await IsErasedAsync(tokenId);

        var records = new List<string>();
        foreach (var page in (string[])["4", "5"])
        {
            records.Add(Convert.ToBase64String(Encoding.UTF8.GetBytes(Signed(tag, page))));
            await cp.CallAsync("MeterValues", $$"""{"connectorId":1,"transactionId":{{transactionId}},"meterValue":[{{Sample(records[^1], "2026-03-01T10:30:00Z")}}]}""");
            await Eventually.BecomesAsync(() => WhatNames.ColumnsAsync(csms, records[^1]), found => found.Count == 0);
        }

        (await csms.FramesOfAsync("CP-ENDED")).Count(f => f.Entry.Action == "MeterValues" && f.PersonErased).ShouldBe(2);
    }

    [Fact]
    public async Task Is_made_good_after_a_crash_between_the_event_and_the_erasure()
    {
        const string tag = "CRASH-4711";
        await csms.RegisterAsync("CP-CRASH");
        var tokenId = await csms.RegisterTokenAsync(tag);
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CRASH"))
        {
            await cp.CallAsync("Authorize", $$"""{"idTag":"{{tag}}"}""");
            await csms.FramesOfAsync("CP-CRASH", 2);
        }

        // Whoever holds the lock erases: here nobody, as on a node that dies at once.
        await csms.StopAsync();
        await using (var nobody = await csms.Database.DataSource.OpenConnectionAsync())
        {
            await using var held = new NpgsqlCommand("SELECT pg_advisory_lock($1)", nobody) { Parameters = { new() { Value = Reacting.ErasingLockKey } } };
            await held.ExecuteNonQueryAsync();
            await csms.StartAsync();
            await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
            await csms.StopAsync();
            held.CommandText = "SELECT pg_advisory_unlock($1)";
            await held.ExecuteNonQueryAsync();
        }

        (await WhatNames.ColumnsAsync(csms, tag)).ShouldContain(found => found.StartsWith("events.csms_journal", StringComparison.Ordinal));
        await csms.StartAsync();

        await IsErasedAsync(tokenId);
        (await WhatNames.ColumnsAsync(csms, tag)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Sends_nothing_any_more_that_names_them()
    {
        await csms.RegisterAsync("CP-AWAY");
        var tokenId = await csms.RegisterTokenAsync("AWAY-4711", TokenStatus.Accepted);
        var asked = await csms.Admin.SendAsync("POST", "/charge-points/CP-AWAY/calls/RemoteStartTransaction", """{"idTag":"AWAY-4711"}""");
        await ForgetAsync(tokenId).ShouldBeAsync(HttpStatusCode.Accepted);
        await IsErasedAsync(tokenId);

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AWAY");

        await Eventually.BecomesAsync(async () => (string?)(await csms.Admin.ReadAsync($"/calls/{asked["id"]}"))["status"], state => state == "cancelled");
        cp.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Is_for_administrators()
    {
        var tokenId = await csms.RegisterTokenAsync("OPERATOR-4711");
        var key = await csms.Services.GetRequiredService<ApiKeys>().IssueAsync("op", "operator", CancellationToken.None);
        using var client = new HttpClient { BaseAddress = csms.Http };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);

        await client.SendAsync("POST", $"/tokens/{tokenId}/forget").ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    private Task<RestAnswer> ForgetAsync(Guid tokenId) => csms.Admin.SendAsync("POST", $"/tokens/{tokenId}/forget");

    private Task IsErasedAsync(Guid tokenId) => Eventually.BecomesAsync(
        () => csms.Services.GetRequiredService<ForgottenTokens>().ListErasedAsync(CancellationToken.None), erased => erased.ContainsKey(tokenId));

    private Task<JsonNode> TransactionAsync(int transactionId, Func<JsonNode, bool> fits) => Eventually.BecomesAsync(
        async () => (await csms.Admin.ReadAsync($"/transactions/{transactionId}")).Body!, fits);

    private static string WithoutName(JsonNode transaction)
    {
        var members = transaction.AsObject();
        foreach (var name in members.Select(m => m.Key).Where(key => key.EndsWith("dTag", StringComparison.Ordinal)).ToArray())
            members.Remove(name);
        return members.ToJsonString();
    }

    private async Task<string> SoundExportAsync(string query)
    {
        var text = await csms.Admin.GetStringAsync(new Uri($"/api/v1/ledger/export?{query}", UriKind.Relative));
        using var key = LedgerKey.FromPem(csms.Services.GetRequiredService<LedgerKey>().PublicPem());
        using var export = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var verdict = await new ExportVerifier([key]).VerifyAsync(export, progress: null, CancellationToken.None);
        verdict.Kind.ShouldBe(VerdictKind.Sound, verdict.What);
        return text;
    }

    private Task<RestAnswer> SealedAsync(long sequence) => Eventually.BecomesAsync(
        async () =>
        {
            var page = await csms.Admin.ReadAsync($"/ledger/checkpoints?after={sequence - 1}&limit=1");
            return page.Items.Count > 0 ? page with { Body = page.Items[0] } : page;
        },
        answer => answer.Body!["note"] is not null);

    private static async Task<int> StartAsync(RawChargePoint cp, string tag) => (int)(await cp.CallAsync(
        "StartTransaction", $$"""{"connectorId":1,"idTag":"{{tag}}","meterStart":1000,"timestamp":"2026-03-01T10:00:00Z"}"""))["transactionId"]!;

    private static async Task<string> AuthorizeAsync(RawChargePoint cp, string tag) =>
        (string)(await cp.CallAsync("Authorize", $$"""{"idTag":"{{tag}}"}"""))["idTagInfo"]!["status"]!;

    private static string Signed(string tag, string page) => $$"""OCMF|{"FV":"1.0","PG":"T{{page}}","ID":"{{tag}}"}|{"SD":"00"}""";

    private static string Sample(string record, string time) =>
        new JsonObject { ["timestamp"] = time, ["sampledValue"] = new JsonArray(new JsonObject { ["value"] = record, ["format"] = "SignedData" }) }.ToJsonString();

    private static byte[] Bytes(JsonNode? base64) => Convert.FromBase64String((string)base64!);
}
