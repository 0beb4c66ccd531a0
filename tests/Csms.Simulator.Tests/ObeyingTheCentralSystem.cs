using Csms.Simulator.Actions;

namespace Csms.Simulator.Tests;

public sealed class ObeyingTheCentralSystem : SimulatorTest
{
    [Fact]
    public async Task A_remote_start_authorises_first_and_then_charges()
    {
        var chargePoint = await BootedAsync();

        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1","connectorId":1}""")).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 1, "Charging");

        ActionsSent(chargePoint).Skip(3).ShouldBe(["Authorize", "StatusNotification", "StartTransaction", "StatusNotification"]);
        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-2","connectorId":1}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-2","connectorId":9}""")).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_remote_start_for_a_token_that_is_blocked_comes_to_nothing()
    {
        Central.AnswerNext("Authorize", """{"idTagInfo":{"status":"Blocked"}}""");
        var chargePoint = await BootedAsync();

        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1"}""")).ShouldBe("Accepted");
        await Eventually.HoldsAsync(() => !chargePoint.Connector(1).Claimed);

        chargePoint.Connector(1).Transaction.ShouldBeNull();
        ActionsSent(chargePoint).ShouldNotContain("StartTransaction");
    }

    [Fact]
    public async Task A_remote_stop_is_for_a_number_that_runs()
    {
        var chargePoint = await BootedAsync();
        var transaction = await chargePoint.StartAsync(1, "TAG-1");

        (await Central.StatusOfAsync("RemoteStopTransaction", """{"transactionId":1}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("RemoteStopTransaction", $$"""{"transactionId":{{transaction.TransactionId}}}""")).ShouldBe("Accepted");
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Count() == 5);

        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Preparing", "Charging", "Finishing", "Available"]);
        chargePoint.Frames.CallsSent("StopTransaction").Single().Payload.GetProperty("reason").GetString().ShouldBe("Remote");
    }

    [Fact]
    public async Task A_call_is_served_while_the_answer_to_its_own_is_awaited()
    {
        var chargePoint = await BootedAsync();
        Central.AnswerNext("Authorize", (string?)null);
        var authorisation = chargePoint.AuthorizeAsync("TAG-1");
        var asked = await chargePoint.Frames.SentCallAsync("Authorize");

        (await Central.StatusOfAsync("ClearCache", "{}")).ShouldBe("Accepted");
        authorisation.IsCompleted.ShouldBeFalse();
        await Central.SendRawAsync($$$"""[3,"{{{asked.UniqueId}}}",{"idTagInfo":{"status":"Expired"}}]""");

        (await authorisation).ShouldBe(Ocpp.Protocol.V16.AuthorizationStatus.Expired);
    }

    [Theory]
    [InlineData("Soft", "SoftReset")]
    [InlineData("Hard", "HardReset")]
    public async Task A_reset_ends_what_runs_and_starts_anew(string type, string reason)
    {
        var chargePoint = await BootedAsync();
        await chargePoint.StartAsync(1, "TAG-1");

        (await Central.StatusOfAsync("Reset", $$"""{"type":"{{type}}"}""")).ShouldBe("Accepted");
        await chargePoint.Frames.SentCallAsync("BootNotification", nth: 2);
        var stop = await chargePoint.Frames.SentCallAsync("StopTransaction");
        await Eventually.HoldsAsync(() => chargePoint.Accepted && chargePoint.QueuedMessages == 0);

        stop.Payload.GetProperty("reason").GetString().ShouldBe(reason);
        chargePoint.Ledger.Facts.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Taking_a_busy_connector_out_of_use_waits_for_the_end_of_the_session()
    {
        var chargePoint = await BootedAsync(options => options with { Connectors = 2 });
        var transaction = await chargePoint.StartAsync(1, "TAG-1");

        (await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":1,"type":"Inoperative"}""")).ShouldBe("Scheduled");
        (await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":2,"type":"Inoperative"}""")).ShouldBe("Accepted");
        await StatusAsync(chargePoint, 2, "Unavailable");
        StatusesOf(chargePoint, 1).Last().ShouldBe("Charging");
        await chargePoint.StopAsync(transaction);
        await chargePoint.UnplugAsync(1);

        StatusesOf(chargePoint, 1).Last().ShouldBe("Unavailable");
        (await Central.StatusOfAsync("RemoteStartTransaction", """{"idTag":"TAG-1","connectorId":1}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":0,"type":"Operative"}""")).ShouldBe("Accepted");
        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Last() == "Available" && StatusesOf(chargePoint, 2).Last() == "Available");
        (await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":3,"type":"Operative"}""")).ShouldBe("Rejected");
    }

    [Fact]
    public async Task A_connector_out_of_use_stays_so_over_a_restart()
    {
        var chargePoint = await BootedAsync();
        await Central.StatusOfAsync("ChangeAvailability", """{"connectorId":1,"type":"Inoperative"}""");
        await StatusAsync(chargePoint, 1, "Unavailable");

        chargePoint.LosePower();
        await chargePoint.RestorePowerAsync();

        StatusesOf(chargePoint, 1).ShouldBe(["Available", "Unavailable", "Unavailable"]);
    }

    [Theory]
    [InlineData("MeterValueSampleInterval", "30", "Accepted")]
    [InlineData("metervaluesampleinterval", "30", "Accepted")]
    [InlineData("MeterValueSampleInterval", "-1", "Rejected")]
    [InlineData("MeterValueSampleInterval", "often", "Rejected")]
    [InlineData("MeterValuesSampledData", "Voltage,SoC", "Accepted")]
    [InlineData("MeterValuesSampledData", "Voltage,RPM", "Rejected")]
    [InlineData("NumberOfConnectors", "4", "Rejected")]
    [InlineData("LocalAuthorizeOffline", "maybe", "Rejected")]
    [InlineData("ConnectorPhaseRotation", "0.RST,1.TSR", "Accepted")]
    [InlineData("ConnectorPhaseRotation", "0.RST,7.TSR", "Rejected")]
    [InlineData("WebSocketPingInterval", "30", "RebootRequired")]
    [InlineData("Testing", "true", "NotSupported")]
    public async Task Each_kind_of_setting_is_checked(string key, string value, string status)
    {
        var chargePoint = await BootedAsync();
        var before = chargePoint.Settings.Find(key) is null ? null : chargePoint.Settings[key];

        (await Central.StatusOfAsync("ChangeConfiguration", $$"""{"key":"{{key}}","value":"{{value}}"}""")).ShouldBe(status);

        if (before is not null) chargePoint.Settings[key].ShouldBe(status is "Rejected" ? before : value);
    }

    [Fact]
    public async Task Tells_its_settings_and_which_it_does_not_have_but_never_its_password()
    {
        await BootedAsync();

        var all = (await Central.CallAsync("GetConfiguration", "{}"))[2].GetProperty("configurationKey").EnumerateArray().Select(key => key.GetProperty("key").GetString()).ToArray();
        var some = (await Central.CallAsync("GetConfiguration", """{"key":["HeartbeatInterval","Testing"]}"""))[2];

        all.ShouldContain("NumberOfConnectors");
        all.ShouldNotContain("AuthorizationKey");
        some.GetProperty("configurationKey")[0].GetProperty("value").GetString().ShouldBe("300");
        some.GetProperty("unknownKey")[0].GetString().ShouldBe("Testing");
    }

    [Fact]
    public async Task A_new_password_is_used_for_the_next_connection()
    {
        var chargePoint = await BootedAsync(options => options with { Password = ChargePointOptions.PasswordFrom("old-password-0000") });

        (await Central.StatusOfAsync("ChangeConfiguration", """{"key":"AuthorizationKey","value":"000102030405060708090a0b0c0d0e0f10111213"}""")).ShouldBe("Accepted");

        byte[] expected = [.. "CP-1:"u8, .. Enumerable.Range(0, 20).Select(i => (byte)i)];
        await Eventually.HoldsAsync(() => Convert.FromBase64String(Central.Headers.Authorization.ToString()["Basic ".Length..]).SequenceEqual(expected) && chargePoint.IsConnected);
    }

    [Fact]
    public async Task Unlocking_ends_a_session_where_there_is_something_to_unlock()
    {
        var chargePoint = await BootedAsync();
        await chargePoint.StartAsync(1, "TAG-1");

        (await Central.StatusOfAsync("UnlockConnector", """{"connectorId":2}""")).ShouldBe("NotSupported");
        (await Central.StatusOfAsync("UnlockConnector", """{"connectorId":1}""")).ShouldBe("Unlocked");

        (await chargePoint.Frames.SentCallAsync("StopTransaction")).Payload.GetProperty("reason").GetString().ShouldBe("UnlockCommand");
    }

    [Theory]
    [InlineData("Heartbeat", "Heartbeat")]
    [InlineData("MeterValues", "MeterValues")]
    [InlineData("DiagnosticsStatusNotification", "DiagnosticsStatusNotification")]
    [InlineData("FirmwareStatusNotification", "FirmwareStatusNotification")]
    public async Task A_triggered_message_follows_the_answer(string message, string action)
    {
        var chargePoint = await BootedAsync();

        (await Central.StatusOfAsync("TriggerMessage", $$"""{"requestedMessage":"{{message}}"}""")).ShouldBe("Accepted");

        var triggered = await chargePoint.Frames.SentCallAsync(action);
        (await chargePoint.Frames.AnswerAsync(triggered)).IsResult.ShouldBeTrue();
    }

    [Fact]
    public async Task A_triggered_status_is_told_even_if_it_was_told_before_and_an_unknown_connector_is_turned_down()
    {
        var chargePoint = await BootedAsync();

        (await Central.StatusOfAsync("TriggerMessage", """{"requestedMessage":"StatusNotification","connectorId":1}""")).ShouldBe("Accepted");
        (await Central.StatusOfAsync("TriggerMessage", """{"requestedMessage":"StatusNotification","connectorId":2}""")).ShouldBe("Rejected");
        (await Central.StatusOfAsync("TriggerMessage", """{"requestedMessage":"BootNotification"}""")).ShouldBe("Rejected");

        await Eventually.HoldsAsync(() => StatusesOf(chargePoint, 1).Count() == 2);
    }

    [Theory]
    [InlineData("ReserveNow", "NotSupported")]
    [InlineData("SetChargingProfile", "NotSupported")]
    [InlineData("BootNotification", "NotSupported")]
    [InlineData("MakeCoffee", "NotImplemented")]
    public async Task What_it_cannot_do_it_refuses_with_the_right_code(string action, string code)
    {
        await BootedAsync(settings: ("SupportedFeatureProfiles", "Core,RemoteTrigger"));

        (await Central.CallAsync(action, "{}"))[2].GetString().ShouldBe(code);
    }

    [Fact]
    public async Task A_malformed_request_is_refused_as_the_schemas_would()
    {
        await BootedAsync();

        (await Central.CallAsync("Reset", """{"type":"Gentle"}"""))[2].GetString().ShouldBe("PropertyConstraintViolation");
        (await Central.CallAsync("Reset", "{}"))[2].GetString().ShouldBe("OccurenceConstraintViolation");
        (await Central.CallAsync("ClearCache", """{"now":true}"""))[2].GetString().ShouldBe("FormationViolation");
    }

    [Fact]
    public async Task Data_of_an_unknown_vendor_is_turned_down()
    {
        await BootedAsync(options => options with { KnownVendorIds = new HashSet<string> { "org.example" } });

        (await Central.StatusOfAsync("DataTransfer", """{"vendorId":"com.example"}""")).ShouldBe("UnknownVendorId");
        (await Central.CallAsync("DataTransfer", """{"vendorId":"org.example","data":"hello"}"""))[2].GetProperty("data").GetString().ShouldBe("hello");
    }

    [Fact]
    public async Task A_test_can_put_an_answer_in_its_mouth()
    {
        var chargePoint = await BootedAsync();
        chargePoint.AnswerNext("UnlockConnector", ScriptedAnswer.Result("""{"status":"UnlockFailed"}"""));
        chargePoint.AnswerNext("UnlockConnector", ScriptedAnswer.Error("InternalError", "jammed"));

        (await Central.StatusOfAsync("UnlockConnector", """{"connectorId":1}""")).ShouldBe("UnlockFailed");
        (await Central.CallAsync("UnlockConnector", """{"connectorId":1}"""))[3].GetString().ShouldBe("jammed");
        (await Central.StatusOfAsync("UnlockConnector", """{"connectorId":1}""")).ShouldBe("Unlocked");
    }
}
