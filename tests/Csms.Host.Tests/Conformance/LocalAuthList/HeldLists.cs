using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.LocalAuthList;

/// <summary>What is known of the list that a charge point holds, and how it is brought to the tokens.</summary>
[Collection(OneHost.Name)]
public sealed class HeldLists(CsmsFixture csms)
{
    [Fact]
    public async Task SD_L01_Are_sent_whole_after_a_version_mismatch_when_an_operator_sends_again()
    {
        await using var station = await Station.ConnectAsync(csms);
        var token = await TokenAsync(station.IdTag);
        var other = await EnteredAsync(station, "B");

        await AnswersAsync(station, await SendAsync(station, token), "Accepted");
        var difference = await AnswersAsync(station, await SendAsync(station, token, other), "VersionMismatch");
        ((string?)difference["updateType"]).ShouldBe("Differential");
        var list = await ListAsync(station);
        ((bool)list["certain"], (string?)list["doubt"], list["entries"].AsArray().Count).ShouldBe((false, "version_mismatch", 1));
        station.IsLeftAlone();

        var again = await AnswersAsync(station, await SendAsync(station, token, other), "Accepted");
        ((string?)again["updateType"], again["localAuthorizationList"]!.AsArray().Count).ShouldBe(("Full", 2));
        ((int)again["listVersion"]!).ShouldBeGreaterThan((int)difference["listVersion"]!);
        ((bool)(await ListAsync(station))["certain"]).ShouldBeTrue();
    }

    [Fact]
    public async Task SD_L02_Are_emptied_by_a_full_update_and_changed_by_differences()
    {
        await using var station = await Station.ConnectAsync(csms);
        var (a, b, c) = (await TokenAsync(station.IdTag), await EnteredAsync(station, "B"), await EnteredAsync(station, "C"));

        await AnswersAsync(station, await SendAsync(station, a, b), "Accepted");
        var difference = await AnswersAsync(station, await SendAsync(station, b, c), "Accepted");
        var entries = difference["localAuthorizationList"]!.AsArray();
        entries.Single(entry => (string?)entry!["idTag"] == station.IdTag)!["idTagInfo"].ShouldBeNull();
        entries.Count.ShouldBe(2);
        await Eventually.BecomesAsync(() => EntriesAsync(station), entries => entries.Order().SequenceEqual([$"B-{station.Id} Accepted", $"C-{station.Id} Accepted"]));
        (await SendAsync(station, b, c))["updates"].AsArray().ShouldBeEmpty("nothing differs");

        var empty = await AnswersAsync(station, await SendAsync(station, """{"updateType":"full","tokenIds":[]}"""), "Accepted");
        empty["localAuthorizationList"].ShouldBeNull();
        await Eventually.BecomesAsync(() => EntriesAsync(station), entries => entries.Count == 0);

        // Raw updates count like others, and name nobody in the events.
        await station.AsksAsync("SendLocalList", LocalLists.Full(40, station.IdTag, "NEVER-SEEN-" + station.Id[^3..]), new { status = "Accepted" });
        await Eventually.BecomesAsync(() => EntriesAsync(station), entries => entries.Count == 2);
        ((int)(await ListAsync(station))["version"]).ShouldBe(40);
        await using var named = csms.Database.DataSource.CreateCommand(
            $"SELECT (SELECT count(*) FROM events.mt_events WHERE data::text LIKE '%\"{station.IdTag}\"%') + (SELECT count(*) FROM read.local_list_calls)");
        await Eventually.BecomesAsync(async () => (long)(await named.ExecuteScalarAsync())!, count => count == 0);
    }

    [Fact]
    public async Task SD_L03_Have_versions_that_only_grow()
    {
        await using var station = await Station.ConnectAsync(csms);
        var token = await TokenAsync(station.IdTag);

        await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = 0 });
        var versions = new List<int>();
        for (var i = 0; i < 3; i++)
            versions.Add((int)(await AnswersAsync(station, await SendAsync(station, $$"""{"updateType":"full","tokenIds":["{{token}}"]}"""), i == 1 ? "Failed" : "Accepted"))["listVersion"]!);

        versions.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task SD_L04_Are_sent_in_parts_that_fit_each_after_the_one_before()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.AsksAsync(
            "GetConfiguration", "{}",
            """{"configurationKey":[{"key":"SendLocalListMaxLength","readonly":true,"value":"2"},{"key":"LocalAuthListMaxLength","readonly":true,"value":"5"}]}""");
        var tokens = new List<Guid> { await TokenAsync(station.IdTag) };
        foreach (var name in (string[])["B", "C", "D", "E", "F"])
            tokens.Add(await EnteredAsync(station, name));

        await csms.Admin.SendAsync("POST", Path(station), Body(tokens)).ShouldBeAsync(HttpStatusCode.Conflict, "local_list_too_long");
        var sent = await SendAsync(station, [.. tokens[..5]]);
        sent["updates"].AsArray().Select(update => $"{update!["updateType"]} {update["listVersion"]} {update["entries"]}").ShouldBe(["full 1 2", "differential 2 2", "differential 3 1"]);
        await csms.Admin.SendAsync("POST", Path(station), Body(tokens[..5])).ShouldBeAsync(HttpStatusCode.Conflict, "local_list_under_way");
        foreach (var type in (string[])["Full", "Differential", "Differential"])
        {
            var call = await station.Wire.ReceiveCallAsync();
            ((string?)call[3]!["updateType"]).ShouldBe(type);
            station.IsLeftAlone();
            await station.Wire.AnswerAsync(call, """{"status":"Accepted"}""");
        }

        await Eventually.BecomesAsync(() => EntriesAsync(station), entries => entries.Count == 5);

        // A part that fails ends the rest: what is built on it would be wrong.
        var failing = await SendAsync(station, """{"updateType":"full","tokenIds":[""" + string.Join(',', tokens[..5].Select(id => $"\"{id}\"")) + "]}");
        await AnswersAsync(station, failing, "Failed");
        foreach (var update in failing["updates"].AsArray().Skip(1))
            await Eventually.BecomesAsync(async () => (string?)(await csms.Admin.ReadAsync($"/calls/{update!["callId"]}"))["status"], status => status == "cancelled");
        ((string?)(await ListAsync(station))["doubt"]).ShouldBe("failed");
        station.IsLeftAlone();
    }

    [Fact]
    public async Task SD_L05_Name_tokens_that_may_not_charge()
    {
        await using var station = await Station.ConnectAsync(csms, group: "GROUP-L05");
        var ids = new List<Guid> { await TokenAsync(station.IdTag) };
        foreach (var (name, status, expiry) in ((string, string?, DateTimeOffset?)[])[("B", "blocked", null), ("I", "invalid", null), ("E", "expired", null), ("P", null, DateTimeOffset.UtcNow.AddDays(-1)), ("F", null, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero))])
        {
            await station.EnterAsync($"{name}-{station.Id}", status, expiry);
            ids.Add(await TokenAsync($"{name}-{station.Id}"));
        }

        var update = await AnswersAsync(station, await SendAsync(station, [.. ids]), "Accepted");

        string Of(string name) => update["localAuthorizationList"]!.AsArray().Single(e => ((string)e!["idTag"]!).StartsWith(name, StringComparison.Ordinal))!["idTagInfo"]!.ToJsonString();
        Of("VALID").ShouldBe("""{"status":"Accepted","parentIdTag":"GROUP-L05"}""");
        (Of("B-"), Of("I-"), Of("E-"), Of("P-")).ShouldBe(("""{"status":"Blocked"}""", """{"status":"Invalid"}""", """{"status":"Expired"}""", """{"status":"Expired"}"""));
        Of("F-").ShouldBe("""{"status":"Accepted","expiryDate":"2100-01-01T00:00:00.000Z"}""");
        (await SendAsync(station, [.. ids]))["updates"].AsArray().ShouldBeEmpty("what was sent compares equal");
    }

    [Theory]
    [InlineData("""{"status":"NotSupported"}""")]
    [InlineData(null)]
    public async Task SD_L06_Are_marked_where_there_are_none(string? answer)
    {
        await using var station = await Station.ConnectAsync(csms);
        await SendAsync(station, await TokenAsync(station.IdTag));
        var call = await station.Wire.ReceiveCallAsync();
        if (answer is not null)
            await station.Wire.AnswerAsync(call, answer);
        else
            await station.Wire.SendAsync($$"""[4,{{call[1]!.ToJsonString()}},"NotImplemented","no such thing",{}]""");

        await Eventually.BecomesAsync(async () => (bool?)(await ListAsync(station)).Body!["supported"], supported => supported == false);
    }

    [Fact]
    public async Task SD_L07_Are_in_doubt_when_another_version_is_reported()
    {
        await using var station = await Station.ConnectAsync(csms);
        var token = await TokenAsync(station.IdTag);
        await AnswersAsync(station, await SendAsync(station, token), "Accepted");

        await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = 17 });
        var list = await ListAsync(station);
        ((int)list["version"], (string?)list["doubt"]).ShouldBe((17, "other_version"));
        await csms.Admin.SendAsync("POST", Path(station), $$"""{"updateType":"differential","tokenIds":["{{token}}"]}""").ShouldBeAsync(HttpStatusCode.Conflict, "local_list_unknown");
        var whole = await AnswersAsync(station, await SendAsync(station, token), "Accepted");
        ((string?)whole["updateType"], (int)whole["listVersion"]!).ShouldBe(("Full", 18));
        await station.AsksAsync("GetLocalListVersion", "{}", new { listVersion = 18 });
        ((bool)(await ListAsync(station))["certain"]).ShouldBeTrue();
    }

    [Fact]
    public async Task SD_S06_Are_in_doubt_after_a_conflict()
    {
        await using var station = await Station.ConnectAsync(csms);
        await AnswersAsync(station, await SendAsync(station, await TokenAsync(station.IdTag)), "Accepted");

        await station.ReportsAsync("Available", connectorId: 0, errorCode: "LocalListConflict");

        ((string?)(await ListAsync(station))["doubt"]).ShouldBe("conflict");
        station.IsLeftAlone();
    }

    [Fact]
    public async Task Need_tokens_that_are_registered()
    {
        await using var station = await Station.ConnectAsync(csms);

        await csms.Admin.SendAsync("POST", Path(station), Body([Guid.NewGuid()])).ShouldBeAsync(HttpStatusCode.NotFound, "token_not_found");
        await csms.Admin.SendAsync("POST", "/charge-points/NOBODY/local-list/send", "{}").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        await csms.Admin.SendAsync("POST", Path(station), """{"updateType":"half"}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
    }

    private static string Path(Station station) => $"/charge-points/{station.Id}/local-list/send";

    private static string Body(IEnumerable<Guid> tokenIds) => $$"""{"tokenIds":[{{string.Join(',', tokenIds.Select(id => $"\"{id}\""))}}]}""";

    private Task<RestAnswer> SendAsync(Station station, params Guid[] tokenIds) => SendAsync(station, Body(tokenIds));

    private Task<RestAnswer> SendAsync(Station station, string body) => csms.Admin.SendAsync("POST", Path(station), body).ShouldBeAsync(HttpStatusCode.Accepted);

    /// <summary>The first update is answered.</summary>
    /// <returns>What was sent.</returns>
    private async Task<JsonNode> AnswersAsync(Station station, RestAnswer sent, string status)
    {
        var call = await station.Wire.ReceiveCallAsync();
        ((string?)call[1]).ShouldBe((string?)sent["updates"][0]!["callId"]);
        await station.Wire.AnswerAsync(call, $$"""{"status":"{{status}}"}""");
        await Eventually.BecomesAsync(async () => (string?)(await csms.Admin.ReadAsync($"/calls/{call[1]}"))["status"], ended => ended == "answered");
        return call[3]!;
    }

    private Task<RestAnswer> ListAsync(Station station) => csms.Admin.ReadAsync($"/charge-points/{station.Id}/local-list").ShouldBeAsync(HttpStatusCode.OK);

    private async Task<IReadOnlyList<string>> EntriesAsync(Station station) =>
        [.. (await ListAsync(station))["entries"].AsArray().Select(entry => $"{entry!["idTag"]} {entry["status"]}")];

    private async Task<Guid> EnteredAsync(Station station, string name)
    {
        await station.EnterAsync($"{name}-{station.Id}");
        return await TokenAsync($"{name}-{station.Id}");
    }

    private async Task<Guid> TokenAsync(string idTag)
    {
        var token = (Guid)(await csms.Admin.ReadAsync($"/tokens?idTag={idTag}").ShouldBeAsync(HttpStatusCode.OK)).Items.Single()["tokenId"]!;
        return token;
    }
}
