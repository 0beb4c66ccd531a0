using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Automation;

public sealed class DoingWhatWasSwitchedOn(AutomatedHost csms) : IClassFixture<AutomatedHost>
{
    private const string Accepted = """{"status":"Accepted"}""";

    [Fact]
    public async Task Reads_and_applies_the_configuration_after_a_boot()
    {
        await using var cp = await csms.ConnectAsync("AUTO-CONFIGURATION", "applyConfiguration");
        await DesireAsync("AUTO-CONFIGURATION", """{"values":{"HeartbeatInterval":"300","NumberOfConnectors":"7","Other":"x"}}""");
        // The wish is applied at once, to what is not known yet.
        foreach (var _ in Enumerable.Range(0, 3))
            await cp.AnswersAsync("ChangeConfiguration", """{"status":"Rejected"}""");

        await cp.BootAsync();
        (await cp.AnswersAsync("GetConfiguration", """{"configurationKey":[{"key":"HeartbeatInterval","readonly":false,"value":"900"},{"key":"NumberOfConnectors","readonly":true,"value":"2"}]}""")).ToJsonString().ShouldBe("{}");
        await DesireAsync("AUTO-CONFIGURATION", """{"values":{"HeartbeatInterval":"60","NumberOfConnectors":"7","Other":"x"}}""");
        (await cp.AnswersAsync("ChangeConfiguration", Accepted)).ToJsonString().ShouldBe("""{"key":"HeartbeatInterval","value":"60"}""");

        await Eventually.BecomesAsync(async () => (int)(await csms.Admin.ReadAsync("/charge-points/AUTO-CONFIGURATION/configuration"))["drifting"], drifting => drifting == 2);
        await SettledAsync();
        cp.HasCall.ShouldBeFalse("what was turned down or cannot be written is left alone");
    }

    [Fact]
    public async Task Keeps_the_local_list_equal_to_the_tokens()
    {
        var card = await csms.RegisterTokenAsync("AUTO-CARD-1");
        await SettledAsync();
        await using var cp = await csms.ConnectAsync("AUTO-LIST", "pushLocalList");
        await cp.BootAsync();
        await cp.AnswersAsync("GetLocalListVersion", """{"listVersion":0}""");
        var first = await cp.AnswersAsync("SendLocalList", Accepted);
        ((string?)first["updateType"], (int)first["listVersion"]!).ShouldBe(("Differential", 1));

        await csms.RegisterTokenAsync("AUTO-CARD-2");
        var second = await cp.AnswersAsync("SendLocalList", """{"status":"VersionMismatch"}""");
        second["localAuthorizationList"]!.AsArray().Single()!["idTag"]!.ToString().ShouldBe("AUTO-CARD-2");
        var whole = await cp.AnswersAsync("SendLocalList", Accepted);
        ((string?)whole["updateType"], (int)whole["listVersion"]!).ShouldBe(("Full", 3));

        await csms.Admin.SendAsync("DELETE", $"/tokens/{card}").ShouldBeAsync(HttpStatusCode.NoContent);
        (await cp.AnswersAsync("SendLocalList", Accepted))["localAuthorizationList"]!.AsArray().Single()!["idTagInfo"].ShouldBeNull();

        // A full update that is turned down is not repeated.
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"Other board"}""");
        await cp.AnswersAsync("GetLocalListVersion", """{"listVersion":99}""");
        ((int)(await cp.AnswersAsync("SendLocalList", """{"status":"Failed"}"""))["listVersion"]!).ShouldBe(100);
        await SettledAsync();
        cp.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Asks_for_the_statuses_that_did_not_come()
    {
        await using var cp = await csms.ConnectAsync("AUTO-STATUS", "triggerStatuses");
        await cp.BootAsync();
        await cp.ReportAsync(1);
        (await cp.AnswersAsync("TriggerMessage", Accepted)).ToJsonString().ShouldBe("""{"requestedMessage":"StatusNotification"}""");
        await cp.ReportAsync(0);
        await cp.ReportAsync(2);

        await cp.BootAsync();
        await cp.ReportAsync(0);
        await cp.ReportAsync(1);
        (await cp.AnswersAsync("TriggerMessage", Accepted))["connectorId"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Asks_for_the_boot_of_one_that_reconnects_without_it_once_per_connection()
    {
        await using (var cp = await csms.ConnectAsync("AUTO-BOOT", "triggerBoot"))
            await cp.BootAsync();
        await using var again = await RawChargePoint.ConnectAsync(csms.Ocpp, "AUTO-BOOT");

        (await again.AnswersAsync("TriggerMessage", Accepted)).ToJsonString().ShouldBe("""{"requestedMessage":"BootNotification"}""");
        await SettledAsync();
        again.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task SD_S06_Sends_the_list_again_after_a_conflict_and_no_second_time_while_it_is_new()
    {
        await csms.RegisterTokenAsync("AUTO-CONFLICT-1");
        await SettledAsync();
        await using var cp = await csms.ConnectAsync("AUTO-CONFLICT", "pushLocalList");
        await cp.ReportAsync(0, "LocalListConflict");
        ((string?)(await cp.AnswersAsync("SendLocalList", Accepted))["updateType"]).ShouldBe("Full");

        await cp.ReportAsync(0, "LocalListConflict");
        await SettledAsync();
        cp.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Does_nothing_twice_when_events_come_again_after_a_restart()
    {
        await using (var cp = await csms.ConnectAsync("AUTO-AGAIN", "readConfiguration"))
        {
            await cp.BootAsync();
            await cp.AnswersAsync("GetConfiguration", "{}");
            await SettledAsync();
        }

        await csms.StopAsync();
        await using (var command = csms.Database.DataSource.CreateCommand("UPDATE csms.reactions SET position = 0"))
            await command.ExecuteNonQueryAsync();
        await csms.StartAsync();
        await using var again = await RawChargePoint.ConnectAsync(csms.Ocpp, "AUTO-AGAIN");
        await SettledAsync();
        again.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task SD_G02_Notes_whether_what_was_triggered_came()
    {
        await using var cp = await csms.ConnectAsync("AUTO-TRIGGER");
        await cp.BootAsync();
        async Task<Guid> AskAsync(string message)
        {
            var asked = await csms.Admin.SendAsync("POST", "/charge-points/AUTO-TRIGGER/calls/TriggerMessage?effectWithin=1", $$"""{"requestedMessage":"{{message}}"}""").ShouldBeAsync(HttpStatusCode.Accepted);
            await cp.AnswersAsync("TriggerMessage", Accepted);
            return (Guid)asked["id"]!;
        }

        async Task<string?> EffectAsync(Guid callId) => (string?)(await csms.Admin.ReadAsync($"/calls/{callId}")).Body!["effect"]?["status"];
        // A heartbeat leaves no event, and is seen all the same.
        var came = await AskAsync("Heartbeat");
        await cp.CallAsync("Heartbeat", "{}");
        var never = await AskAsync("DiagnosticsStatusNotification");

        await Eventually.BecomesAsync(() => EffectAsync(came), status => status == "happened");
        await Eventually.BecomesAsync(() => EffectAsync(never), status => status == "absent");
        var listed = await csms.Admin.ReadAsync("/charge-points/AUTO-TRIGGER/calls?action=TriggerMessage");
        listed.Items.Select(call => (string)call["effect"]!["status"]!).ShouldBe(["absent", "happened"]);
    }

    [Fact]
    public async Task Shows_and_changes_what_is_switched_on()
    {
        await using var cp = await csms.ConnectAsync("AUTO-SETTING", "triggerBoot", "readConfiguration");
        var read = await csms.Admin.ReadAsync("/charge-points/AUTO-SETTING");
        read["automation"].ToJsonString().ShouldBe("""["readConfiguration","triggerBoot"]""");

        var changed = await csms.Admin.SendAsync("PATCH", "/charge-points/AUTO-SETTING", """{"automation":[]}""", ("If-Match", read.Headers["ETag"])).ShouldBeAsync(HttpStatusCode.OK);
        var off = await csms.Admin.ReadAsync("/charge-points/AUTO-SETTING");
        off.Body!["automation"].ShouldBeNull();
        off.Headers["ETag"].ShouldBe(changed.Headers["ETag"]);
        await csms.Admin.SendAsync("PATCH", "/charge-points/AUTO-SETTING", """{"automation":["everything"]}""").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_body");
    }

    private Task<RestAnswer> DesireAsync(string id, string body) =>
        csms.Admin.SendAsync("PUT", $"/charge-points/{id}/configuration/desired", body).ShouldBeAsync(HttpStatusCode.OK);

    /// <summary>The rules have seen everything that has happened so far: a later event of theirs has been dealt with.</summary>
    private async Task SettledAsync()
    {
        await using var later = await RawChargePoint.ConnectAsync(csms.Ocpp, await NewAsync());
        await Eventually.BecomesAsync(
            async () =>
            {
                await using var command = csms.Database.DataSource.CreateCommand(
                    "SELECT min(r.position) >= (SELECT max(seq_id) FROM events.mt_events WHERE type = 'charge_point_connected') FROM csms.reactions r WHERE r.name = 'after-connection'");
                return (bool)(await command.ExecuteScalarAsync())!;
            },
            done => done);
    }

    private async Task<string> NewAsync()
    {
        var id = $"LATER-{Guid.NewGuid():N}"[..20];
        await csms.RegisterAsync(id);
        return id;
    }
}
