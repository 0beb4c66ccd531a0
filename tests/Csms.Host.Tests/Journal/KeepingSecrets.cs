using System.Net;
using System.Text;
using Csms.EventStore.Journal;
using Csms.Host.Journal;
using Csms.Host.Security;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Journal;

public class KeepingSecrets(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string Secret = "s3cr3t-0123456789";

    [Theory]
    [InlineData("""[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"s3cr3t-0123456789"}]""", """[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"withheld"}]""")]
    [InlineData("""[2,"1","ChangeConfiguration", {"value" : "s3cr3t-0123456789" ,"key":"\u0041uthorizationkey"} ]""", """[2,"1","ChangeConfiguration", {"value" : "withheld" ,"key":"\u0041uthorizationkey"} ]""")]
    [InlineData("""[3,"1",{"configurationKey":[{"key":"A","readonly":false,"value":"a"},{"key":"WiFiPassword","readonly":false,"value":"s3cr3t-0123456789"}]}]""", """[3,"1",{"configurationKey":[{"key":"A","readonly":false,"value":"a"},{"key":"WiFiPassword","readonly":false,"value":"withheld"}]}]""")]
    [InlineData("""[2,"1","UpdateFirmware",{"location":"ftp://me:s3cr3t-0123456789@example.com/f.bin","retries":1}]""", """[2,"1","UpdateFirmware",{"location":"ftp://withheld@example.com/f.bin","retries":1}]""")]
    [InlineData("""[2,"1","DataTransfer",{"vendorId":"v","data":"{\"Password\":\"s3cr3t-0123456789\",\"a\":1}"}]""", """[2,"1","DataTransfer",{"vendorId":"v","data":"{\u0022Password\u0022:\u0022withheld\u0022,\u0022a\u0022:1}"}]""")]
    [InlineData("""[3,"1",{"configurationKey":[{"key":"AuthorizationKey","value":"s3cr3t-0123456789" """, "withheld: 82 bytes that are no JSON")]
    [InlineData("""[2,"1","GetLog",{"log":{"remoteLocation":"https:\/\/u:s3cr3t-0123456789@h\/x" """, "withheld: 78 bytes that are no JSON")]
    public void Replaces_them_and_no_other_byte(string frame, string stored) =>
        Encoding.UTF8.GetString(Redaction.Secrets.Apply(Encoding.UTF8.GetBytes(frame))!).ShouldBe(stored);

    [Theory]
    [InlineData("""[2,"1","ChangeConfiguration",{"key":"HeartbeatInterval","value":"300"}]""")]
    [InlineData("""[2,"1","GetConfiguration",{"key":["AuthorizationKey"]}]""")]
    [InlineData("""[2,"1","StartTransaction",{"connectorId":1,"idTag":"a@b","meterStart":0,"timestamp":"2026-01-31T12:00:00Z"}]""")]
    [InlineData("""[2,"1","Heartbeat",""")]
    [InlineData("")]
    public void Leaves_everything_else(string frame) => Redaction.Secrets.Apply(Encoding.UTF8.GetBytes(frame)).ShouldBeNull();

    [Theory]
    [InlineData("""[2,"1","Authorize",{"idTag":"04AB12"}]""", """[2,"1","Authorize",{"idTag":"withheld"}]""")]
    [InlineData("""[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"FLEET"}}]""", """[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"withheld"}}]""")]
    [InlineData("""[2,"1","X",{"sampledValue":[{"value":"1"},{"value":"OCMF|{}","format":"SignedData"}]}]""", """[2,"1","X",{"sampledValue":[{"value":"1"},{"value":"withheld","format":"SignedData"}]}]""")]
    [InlineData("""[2,"1","Authorize",{"idTag":"04AB12" """, "withheld: 37 bytes that are no JSON")]
    public void Shows_no_idTag_without_need(string frame, string shown) =>
        Encoding.UTF8.GetString(Redaction.People.Apply(Encoding.UTF8.GetBytes(frame))!).ShouldBe(shown);

    [Fact]
    public async Task Stores_none_of_the_passwords_that_went_over_the_wire()
    {
        await csms.RegisterAsync("J-SECRET");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-SECRET");
        var asked = csms.Admin.SendAsync("POST", "/charge-points/J-SECRET/calls/ChangeConfiguration?wait=20", $$"""{"key":"AuthorizationKey","value":"{{Secret}}"}""");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), """{"status":"Accepted"}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        asked = csms.Admin.SendAsync("POST", "/charge-points/J-SECRET/calls/GetConfiguration?wait=20", "{}");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), $$"""{"configurationKey":[{"key":"AuthorizationKey","readonly":false,"value":"{{Secret}}"}]}""");
        await asked.ShouldBeAsync(HttpStatusCode.OK);
        asked = csms.Admin.SendAsync("POST", "/charge-points/J-SECRET/calls/UpdateFirmware?wait=20", $$"""{"location":"ftp://me:{{Secret}}@example.com/f","retrieveDate":"2026-01-31T12:00:00Z"}""");
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), "{}");
        await asked.ShouldBeAsync(HttpStatusCode.OK);

        (await csms.FramesOfAsync("J-SECRET", 6)).Count(f => f.Entry.SecretWithheld).ShouldBe(3);
        await using var search = csms.Database.DataSource.CreateCommand("SELECT count(*) FROM events.csms_journal j WHERE position($1 IN encode(j.frame || coalesce(j.answer_frame, ''), 'escape') || j::text) > 0");
        search.Parameters.Add(new() { Value = Secret });
        (await search.ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Shows_idTags_only_to_those_who_ask_and_may()
    {
        await csms.RegisterAsync("J-TAGS");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-TAGS");
        await wire.CallAsync("Authorize", """{"idTag":"04AB12CD34"}""");
        await csms.FramesOfAsync("J-TAGS", 2);

        const string calls = "/journal?chargePointId=J-TAGS&direction=in&action=Authorize";
        var usual = await csms.Admin.ReadAsync(calls).ShouldBeAsync(HttpStatusCode.OK);
        ((string)usual.Items[0]["frame"]!).ShouldContain("\"idTag\":\"withheld\"");
        usual.Items[0]["withheld"]!.ToJsonString().ShouldBe("""["idTags"]""");
        ((string)(await csms.Admin.ReadAsync(calls + "&idTags=shown")).Items[0]["frame"]!).ShouldContain("04AB12CD34");

        var keys = csms.Services.GetRequiredService<ApiKeys>();
        var (looker, key) = keys.New("looker", "auditor", ["read:journal"]);
        await keys.StoreAsync(looker, key, CancellationToken.None);
        using var reader = new HttpClient { BaseAddress = csms.Http };
        reader.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await reader.ReadAsync(calls + "&idTags=shown").ShouldBeAsync(HttpStatusCode.Forbidden, "forbidden");
        ((string)(await reader.ReadAsync(calls)).Items[0]["frame"]!).ShouldNotContain("04AB12CD34");
    }

    [Fact]
    public async Task Forgets_an_idTag_wherever_it_stands()
    {
        await csms.RegisterAsync("J-FORGET");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-FORGET");
        await wire.CallAsync("Authorize", """{"idTag":"Forget-Me"}""");
        await wire.CallAsync("Authorize", """{"idTag":"Keep-Me"}""");
        await wire.CallAsync("DataTransfer", """{"vendorId":"v","data":"{\"card\":\"FORGET-ME\"}"}""");
        await wire.SendForFrameAsync("[2,\"broken\",\"Authorize\",{\"idTag\":\"forget-me\"", "broken");
        await csms.FramesOfAsync("J-FORGET", 8);

        var erased = await csms.Services.GetRequiredService<JournalErasure>().EraseAsync("FORGET-me", new JournalFilter("J-FORGET"), CancellationToken.None);

        erased.ShouldBe(3);
        var frames = await csms.FramesOfAsync("J-FORGET");
        frames.ShouldAllBe(f => !f.Text().Contains("forget-me", StringComparison.OrdinalIgnoreCase));
        frames.Count(f => f.PersonErased).ShouldBe(3);
        frames.ShouldContain(f => f.Text().Contains("Keep-Me", StringComparison.Ordinal));
    }
}
