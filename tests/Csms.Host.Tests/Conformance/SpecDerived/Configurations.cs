using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>What is known of a charge point's configuration follows from what it answered.</summary>
[Collection(OneHost.Name)]
public sealed class Configurations(CsmsFixture csms)
{
    private const string Reported = """
        {"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"900"},{"key":"NumberOfConnectors","readonly":true,"value":"2"},
        {"key":"ConnectorPhaseRotation","readonly":false},{"key":"GetConfigurationMaxKeys","readonly":true,"value":"2"},
        {"key":"SupportedFeatureProfiles","readonly":true,"value":"Core,RemoteTrigger"},{"key":"AuthorizationKey","readonly":false,"value":"bogus-secret"}],"unknownKey":[]}
        """;

    [Fact]
    public async Task SD_C01_Show_every_key_with_and_without_a_value()
    {
        await using var station = await ReportedAsync();

        var interval = await KeyAsync(station, "HeartbeatInterval");
        (Text(interval, "state"), Text(interval, "value"), (bool?)interval["readOnly"]).ShouldBe(("known", "900", false));
        var rotation = await KeyAsync(station, "ConnectorPhaseRotation");
        (Text(rotation, "state"), rotation["value"]).ShouldBe(("known", null));

        // Some keys say nothing about the others; a report of all of them does.
        await station.AsksAsync("GetConfiguration", """{"key":["HeartbeatInterval"]}""", """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"600"}]}""");
        Text(await KeyAsync(station, "ConnectorPhaseRotation"), "state").ShouldBe("known");
        Text(await KeyAsync(station, "HeartbeatInterval"), "value").ShouldBe("600");
        await station.AsksAsync("GetConfiguration", "{}", """{"configurationKey":[{"key":"heartbeatinterval","readonly":false,"value":"600"}]}""");
        Text(await KeyAsync(station, "ConnectorPhaseRotation"), "state").ShouldBe("gone");
        (await HistoryAsync(station, "HEARTBEATINTERVAL")).ShouldBe(["reported 600", "reported 900"]);
    }

    [Fact]
    public async Task SD_C02_Are_read_in_as_many_calls_as_the_charge_point_takes_keys()
    {
        await using var station = await ReportedAsync();
        var ordered = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/configuration/read", """{"keys":["A","B","C","D","E"]}""").ShouldBeAsync(HttpStatusCode.Accepted);

        ordered["callIds"].AsArray().Count.ShouldBe(3);
        foreach (var keys in (string[])["""["A","B"]""", """["C","D"]""", """["E"]"""])
        {
            var call = await station.Wire.ReceiveCallAsync();
            call[3]!["key"]!.ToJsonString().ShouldBe(keys);
            await station.Wire.AnswerAsync(call, $$"""{"unknownKey":{{keys}}}""");
        }

        await Eventually.BecomesAsync(async () => (await ConfigurationAsync(station)).Count(key => Text(key, "state") == "unsupported"), count => count == 5);
    }

    [Fact]
    public async Task SD_C03_Show_unknown_keys_as_unsupported()
    {
        await using var station = await ReportedAsync();

        await station.AsksAsync("GetConfiguration", """{"key":["com.example.None"]}""", """{"configurationKey":[],"unknownKey":["com.example.None"]}""");
        Text(await KeyAsync(station, "com.example.None"), "state").ShouldBe("unsupported");

        var asked = await WarnedAsync(station, "ChangeConfiguration", """{"key":"com.example.None","value":"1"}""", """{"status":"NotSupported"}""");
        asked.ShouldBe(["unsupported_key"]);
    }

    [Fact]
    public async Task SD_C04_Follow_each_of_the_four_answers()
    {
        await using var station = await ReportedAsync();

        await ChangeAsync(station, "HeartbeatInterval", "300", "Accepted");
        Text(await KeyAsync(station, "HeartbeatInterval"), "value").ShouldBe("300");
        await ChangeAsync(station, "HeartbeatInterval", "-1", "Rejected");
        await ChangeAsync(station, "HeartbeatInterval", "1", "NotSupported");
        var unchanged = await KeyAsync(station, "HeartbeatInterval");
        (Text(unchanged, "value"), Text(unchanged["tried"]!, "outcome"), Text(unchanged["tried"]!, "value")).ShouldBe(("300", "NotSupported", "1"));

        await ChangeAsync(station, "ConnectorPhaseRotation", "0.RST", "RebootRequired");
        var pending = await KeyAsync(station, "ConnectorPhaseRotation");
        (pending["value"], Text(pending["pending"]!, "value")).ShouldBe((null, "0.RST"));
        await station.BootsAsync();
        var rebooted = await KeyAsync(station, "ConnectorPhaseRotation");
        (Text(rebooted, "value"), rebooted["pending"]).ShouldBe(("0.RST", null));
        (await HistoryAsync(station, "ConnectorPhaseRotation")).ShouldBe(["rebooted 0.RST", "reboot_required 0.RST", "reported "]);
        (await HistoryAsync(station, "HeartbeatInterval")).ShouldBe(["not_supported 1", "rejected -1", "accepted 300", "reported 900"]);
    }

    [Fact]
    public async Task SD_C06_Warn_of_read_only_keys_and_let_the_operator_try()
    {
        await using var station = await ReportedAsync();

        (await WarnedAsync(station, "ChangeConfiguration", """{"key":"numberofconnectors","value":"3"}""", """{"status":"Rejected"}""")).ShouldBe(["read_only_key"]);
        var desired = await DesireAsync(station, """{"values":{"NumberOfConnectors":"3"}}""");
        ((string?)desired["warnings"][0]!["code"]).ShouldBe("read_only_key");
        var left = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/configuration/apply").ShouldBeAsync(HttpStatusCode.Accepted);
        Text(left["keys"][0]!, "left").ShouldBe("read_only");
        station.IsLeftAlone();
    }

    [Fact]
    public async Task SD_C07_Never_hold_the_password_of_a_charge_point()
    {
        await using var station = await ReportedAsync();
        await station.Wire.AnswerAsync(await AskedAsync(station, "ChangeConfiguration", """{"key":"authorizationkey","value":"31323334353637383930313233343536"}"""), """{"status":"Accepted"}""");

        await Eventually.BecomesAsync(async () => await ContainsAsync("SELECT EXISTS (SELECT FROM events.csms_contents WHERE content LIKE '%31323334%')"), there => !there);
        (await ConfigurationAsync(station)).ShouldNotContain(key => string.Equals(Text(key, "key"), "AuthorizationKey", StringComparison.OrdinalIgnoreCase));
        foreach (var table in (string[])["events.mt_events", "read.calls", "read.configuration_keys", "read.configuration_changes", "read.configuration_calls"])
            (await ContainsAsync($"SELECT EXISTS (SELECT FROM {table} t WHERE t::text LIKE '%bogus-secret%' OR t::text LIKE '%31323334%')")).ShouldBeFalse(table);
        await csms.Admin.SendAsync("PUT", $"/charge-points/{station.Id}/configuration/desired", """{"values":{"AuthorizationKey":"0123456789abcdef"}}""")
            .ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
    }

    [Fact]
    public async Task SD_C08_Keep_the_old_value_of_a_list_that_is_turned_down()
    {
        await using var station = await ReportedAsync();

        await ChangeAsync(station, "MeterValuesSampledData", "Voltage", "Accepted");
        await ChangeAsync(station, "MeterValuesSampledData", "Voltage,Unheard.Of", "Rejected");
        Text(await KeyAsync(station, "MeterValuesSampledData"), "value").ShouldBe("Voltage");
    }

    [Fact]
    public async Task SD_C09_Warn_of_what_the_feature_profiles_do_not_have_and_send_it_all_the_same()
    {
        await using var station = await ReportedAsync();

        (await WarnedAsync(station, "GetLocalListVersion", "{}", """{"listVersion":-1}""")).ShouldBe(["unsupported_profile"]);
        (await WarnedAsync(station, "TriggerMessage", """{"requestedMessage":"Heartbeat"}""", """{"status":"Rejected"}""")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Come_to_what_is_desired_when_an_operator_applies_it()
    {
        await using var station = await ReportedAsync();
        var path = $"/charge-points/{station.Id}/configuration";

        var desired = await DesireAsync(station, """{"values":{"heartbeatInterval":"300","GetConfigurationMaxKeys":"2"}}""");
        (await station.EventsAsync()).Count(type => type == "charge_point_configuration_desired").ShouldBe(2);
        var read = await csms.Admin.ReadAsync(path);
        ((int)read["drifting"]).ShouldBe(1);
        read.Headers["ETag"].ShouldBe(desired.Headers["ETag"]);
        station.IsLeftAlone();

        await csms.Admin.SendAsync("POST", path + "/apply", "{}").ShouldBeAsync(HttpStatusCode.Accepted);
        var again = await csms.Admin.SendAsync("POST", path + "/apply", "{}").ShouldBeAsync(HttpStatusCode.Accepted);
        var call = await station.Wire.ReceiveCallAsync();
        call[3]!.ToJsonString().ShouldBe("""{"key":"HeartbeatInterval","value":"300"}""");
        ((string?)call[1]).ShouldBe((string?)again["keys"][0]!["callId"], "what is under way is not ordered twice");
        await station.Wire.AnswerAsync(call, """{"status":"Accepted"}""");
        await Eventually.BecomesAsync(async () => (int)(await csms.Admin.ReadAsync(path))["drifting"], drifting => drifting == 0);
        station.IsLeftAlone();

        await csms.Admin.SendAsync("PUT", path + "/desired", """{"values":{}}""", ("If-Match", "\"0000000000000000\"")).ShouldBeAsync(HttpStatusCode.PreconditionFailed);
        await csms.Admin.SendAsync("PUT", path + "/desired", """{"values":{"a":"1","A":"2"}}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
        await csms.Admin.SendAsync("PUT", "/charge-points/NOBODY/configuration/desired", """{"values":{}}""").ShouldBeAsync(HttpStatusCode.NotFound, "charge_point_not_found");
        (await DesireAsync(station, """{"values":{}}"""))["values"].AsObject().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("1", "password_not_set")]
    [InlineData("3", "root_certificate_needed")]
    public async Task Leave_a_security_profile_with_which_the_charge_point_could_not_come_back(string profile, string why)
    {
        await using var station = await ReportedAsync();
        await DesireAsync(station, $$$"""{"values":{"SecurityProfile":"{{{profile}}}"}}""");
        var applied = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/configuration/apply", "{}").ShouldBeAsync(HttpStatusCode.Accepted);

        var key = applied["keys"].AsArray().ShouldHaveSingleItem()!;
        (Text(key, "left"), Text(key, "callId")).ShouldBe((why, null));
        station.IsLeftAlone();
    }

    private async Task<Station> ReportedAsync()
    {
        var station = await Station.ConnectAsync(csms);
        await station.BootsAsync();
        // Asked by hand: what is on record of it has no password in it.
        await station.Wire.AnswerAsync(await AskedAsync(station, "GetConfiguration", "{}"), Reported);
        await Eventually.BecomesAsync(() => ConfigurationAsync(station), keys => keys.Count == 5);
        return station;
    }

    private async Task<JsonArray> AskedAsync(Station station, string action, string payload)
    {
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.Accepted);
        return await station.Wire.ReceiveCallAsync();
    }

    private async Task<IReadOnlyList<string>> WarnedAsync(Station station, string action, string payload, string answer)
    {
        var asked = await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/{action}", payload).ShouldBeAsync(HttpStatusCode.Accepted);
        await station.Wire.AnswerAsync(await station.Wire.ReceiveCallAsync(), answer);
        return [.. (asked.Body!["warnings"]?.AsArray() ?? []).Select(warning => (string)warning!["code"]!)];
    }

    private Task<RestAnswer> DesireAsync(Station station, string body) =>
        csms.Admin.SendAsync("PUT", $"/charge-points/{station.Id}/configuration/desired", body).ShouldBeAsync(HttpStatusCode.OK);

    private static Task<JsonNode> ChangeAsync(Station station, string key, string value, string status) =>
        station.AsksAsync("ChangeConfiguration", new { key, value }, new { status });

    private async Task<IReadOnlyList<JsonNode>> ConfigurationAsync(Station station) =>
        [.. (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/configuration").ShouldBeAsync(HttpStatusCode.OK))["keys"].AsArray().Select(key => key!)];

    private async Task<JsonNode> KeyAsync(Station station, string key) =>
        (await ConfigurationAsync(station)).Single(k => string.Equals(Text(k, "key"), key, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<string>> HistoryAsync(Station station, string key) =>
        [.. (await csms.Admin.ReadAsync($"/charge-points/{station.Id}/configuration/history?key={key}").ShouldBeAsync(HttpStatusCode.OK)).Items
            .Select(change => $"{change["what"]} {change["value"]}")];

    private async Task<bool> ContainsAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        return (bool)(await command.ExecuteScalarAsync())!;
    }

    private static string? Text(JsonNode node, string member) => (string?)node[member];
}
