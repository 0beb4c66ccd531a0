using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.ReadModels.Rebuilding;
using Csms.Testing;
using static Csms.Domain.ChargePoints.ChargePointEvent;

namespace Csms.ReadModels.Tests.Folding;

/// <summary>Read models that follow from what charge points answered.</summary>
public sealed class FoldingCallAnswers : ReadModelTest
{
    private const string ChargePoint = "charge-point-CP1";
    private static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private static readonly Guid Other = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private int calls;

    [Fact]
    public async Task Configuration_shows_what_was_reported_tried_and_wanted()
    {
        await CallAsync("configuration_keys", "GetConfiguration", "{}", Answered(
            """{"configurationKey":[{"key":"A","readonly":false,"value":"1"},{"key":"B","readonly":"true","value":2},{"key":"C","readonly":false,"value":null},{"key":"AuthorizationKey","value":"secret"},{"novalue":1},7],"unknownKey":["D",null]}"""));
        await EventsAsync("configuration_keys", new ConfigurationDesired("a", "9"), new ConfigurationDesired("E", "x"), new ConfigurationDesired("E"));
        await CallAsync("configuration_keys", "ChangeConfiguration", """{"key":"C","value":"3"}""", Answered("""{"status":"RebootRequired"}"""));
        await CallAsync("configuration_keys", "ChangeConfiguration", """{"key":"A","value":"9"}""", Answered("""{"status":"Rejected"}"""));
        await CallAsync("configuration_keys", "ChangeConfiguration", """{"key":"B","value":"9"}""", new CallEvent.TimedOut());
        await CallAsync("configuration_keys", "ChangeConfiguration", """{"key":"B","value":"8"}""", new CallEvent.Expired());
        Snapshot.Match(this, await RowsAsync("v1_configuration_keys", "key"));
    }

    [Fact]
    public async Task Configuration_that_waits_for_a_boot_is_in_force_after_it_and_not_before()
    {
        await CallAsync("configuration_keys", "ChangeConfiguration", """{"key":"A","value":"3"}""", Answered("""{"status":"RebootRequired"}"""));
        await CallAsync("configuration_keys", "GetConfiguration", """{"key":["A"]}""", Answered("""{"configurationKey":[{"key":"A","readonly":false,"value":"1"}]}"""));
        (await ScalarAsync<string>("SELECT value || pending_value FROM read.configuration_keys")).ShouldBe("13");
        await EventsAsync("configuration_keys", new Booted("Vendor", "Model", RegistrationPolicy.Accepted));
        (await ScalarAsync<string>("SELECT value || coalesce(pending_value, '') FROM read.configuration_keys")).ShouldBe("3");
        await EventsAsync("configuration_keys", new Removed());
        (await ScalarAsync<long>("SELECT count(*) FROM read.configuration_keys")).ShouldBe(0);
        (await ScalarAsync<long>("SELECT count(*) FROM read.configuration_changes")).ShouldBe(3, "the history stays");
    }

    [Fact]
    public async Task Local_lists_show_what_was_accepted_by_token()
    {
        const string entries = """[{"idTag":"withheld","idTagInfo":{"status":"Accepted","expiryDate":"2100-01-01T00:00:00.000Z","parentIdTag":"withheld"}},{"idTag":"withheld","idTagInfo":{"status":"Blocked"}}]""";
        await SendAsync("Full", 3, entries, Answered("""{"status":"Accepted"}"""), new(Card, Other), new(Other));
        await SendAsync("Differential", 4, """[{"idTag":"withheld"}]""", Answered("""{"status":"Accepted"}"""), new NamedToken(Other));
        await SendAsync("Differential", 5, entries, Answered("""{"status":"Failed"}"""), new(Card), new(Other));
        Snapshot.Match(this, await RowsAsync("v1_local_lists", "charge_point_id") + await RowsAsync("v1_local_list_entries", "token_id"));
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task A_local_list_whose_update_was_not_answered_is_certain_again_when_its_version_is_the_old_one(int told, bool certain)
    {
        await SendAsync("Full", 4, "[]", Answered("""{"status":"Accepted"}"""));
        await SendAsync("Differential", 5, """[{"idTag":"withheld"}]""", new CallEvent.Failed(CallFailure.ConnectionLost, "ConnectionLost", "gone"), new NamedToken(Card));
        (await ScalarAsync<string>("SELECT doubt FROM read.local_lists")).ShouldBe("unanswered");
        await CallAsync("local_lists", "GetLocalListVersion", "{}", Answered($$"""{"listVersion":{{told}}}"""));
        (await ScalarAsync<bool>("SELECT doubt IS NULL FROM read.local_lists")).ShouldBe(certain);
    }

    [Fact]
    public async Task A_status_that_came_before_the_answer_counts_for_availability()
    {
        await EventsAsync("availability", new ConnectorStatusReported(1, ConnectorStatus.Available, "NoError"));
        var call = Requested("ChangeAvailability", """{"connectorId":1,"type":"Inoperative"}""");
        await FoldAsync(Catalog.Find("availability")!, Feed($"call-{call.CallId}", call));
        await EventsAsync("availability", new ConnectorStatusReported(1, ConnectorStatus.Unavailable, "NoError", Noon), new ConnectorStatusReported(1, ConnectorStatus.Available, "NoError", Noon.AddHours(-1)));
        await FoldAsync(Catalog.Find("availability")!, Feed($"call-{call.CallId}", new CallEvent.Sent(1, "a"), Answered("""{"status":"Accepted"}""")));
        Snapshot.Match(this, await RowsAsync("v1_availability", "connector_id"));
    }

    [Fact]
    public async Task A_rebuild_gives_the_same_rows()
    {
        await RecordAsync(ChargePoint, new Registered("CP1", RegistrationPolicy.Accepted, 1), new ConnectorStatusReported(1, ConnectorStatus.Available, "NoError"));
        await RecordedAsync("GetConfiguration", "{}", """{"configurationKey":[{"key":"A","readonly":false,"value":"1"}]}""");
        await RecordedAsync("ChangeAvailability", """{"connectorId":0,"type":"Inoperative"}""", """{"status":"Scheduled"}""");
        await RecordedAsync("SendLocalList", """{"listVersion":1,"updateType":"Full","localAuthorizationList":[{"idTag":"withheld","idTagInfo":{"status":"Accepted"}}]}""", """{"status":"Accepted"}""");
        await RecordedAsync("ChangeConfiguration", """{"key":"A","value":"2"}""", answer: null);
        await RecordAsync(ChargePoint, new ConfigurationDesired("A", "5"), new ConnectorStatusReported(0, ConnectorStatus.Available, "LocalListConflict"));
        await ProjectAsync();
        var everything = await EverythingAsync();
        (await new Rebuild(DataSource, Store).RunAsync(Catalog.All, progress: null, CancellationToken.None)).ShouldAllBe(report => !report.Differs);
        (await EverythingAsync()).ShouldBe(everything);
        (await ScalarAsync<long>("SELECT count(*) FROM read.configuration_calls")).ShouldBe(1, "the open one alone");
    }

    private static CallEvent.Answered Answered(string response) => new(JsonElement.Parse(response));

    private CallEvent.Requested Requested(string action, string payload, params NamedToken[] tokens) => new(
        new Guid($"00000000-0000-0000-0000-{++calls:D12}"), "CP1", action, JsonElement.Parse(payload), "key:admin", Noon, 30, Tokens: tokens.Length == 0 ? null : tokens);

    private async Task CallAsync(string model, string action, string payload, CallEvent end, params NamedToken[] tokens)
    {
        var requested = Requested(action, payload, tokens);
        await FoldAsync(Catalog.Find(model)!, Feed($"call-{requested.CallId}", requested));
        await FoldAsync(Catalog.Find(model)!, Feed($"call-{requested.CallId}", new CallEvent.Sent(1, "a"), end));
    }

    private Task SendAsync(string updateType, int version, string entries, CallEvent end, params NamedToken[] tokens) =>
        CallAsync("local_lists", "SendLocalList", $$"""{"listVersion":{{version}},"updateType":"{{updateType}}","localAuthorizationList":{{entries}}}""", end, tokens);

    private Task EventsAsync(string model, params object[] events) => FoldAsync(Catalog.Find(model)!, Feed(ChargePoint, events));

    private Task<long> RecordedAsync(string action, string payload, string? answer)
    {
        var requested = Requested(action, payload, action == "SendLocalList" ? [new(Card)] : []);
        return RecordAsync($"call-{requested.CallId}", answer is null ? [requested] : [requested, new CallEvent.Sent(1, "a"), Answered(answer)]);
    }
}
