using System.Text.Json;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Calls;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

public class DeliveringCalls(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string IdTagsAreAway = "LOCK TABLE csms.id_tags IN ACCESS EXCLUSIVE MODE";

    // What every append holds until its commit.
    private const string NothingIsAppended = "SELECT pg_advisory_xact_lock(4851306243581562436)";

    private ConnectionRegistry Registry => csms.Services.GetRequiredService<ConnectionRegistry>();

    private OpenCalls OpenCalls => csms.Services.GetRequiredService<OpenCalls>();

    [Fact]
    public async Task Leaves_a_call_to_the_next_connection_when_good_bye_was_said_on_its_own()
    {
        await using var cp = await ConnectAsync("CP-OVER");
        var connection = await EnteredAsync("CP-OVER");
        await Registry.EndAsync("CP-OVER", DisconnectReason.Superseded, "For a test.");

        // It is still listened to for a while.
        connection.IsOver.ShouldBeTrue();
        var callId = await csms.OrderAsync("CP-OVER", OcppActions.Reset, """{"type":"Soft"}""");
        await Eventually.BecomesAsync(() => Task.FromResult(OpenCalls.IsOpen(callId)), isOpen => isOpen);

        await AnswersOnANewConnectionAsync("CP-OVER", callId);
    }

    [Fact]
    public async Task Leaves_a_call_to_the_next_connection_when_its_own_ends_while_the_sending_waits_to_be_recorded()
    {
        await csms.RegisterAsync("CP-ENDS");
        var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ENDS");
        var idTags = await HoldAsync(IdTagsAreAway);
        var callId = await OrderBehindAuthorizeAsync(cp, "CP-ENDS");

        var appends = await HoldAsync(NothingIsAppended);
        var inTheBatchBefore = csms.RegisterAsync("CP-ANOTHER");
        await WaitsAsync("locktype = 'advisory'");
        await idTags.DisposeAsync();
        // For the delivery to get behind that batch; were it slower, the call would be sent later all the same.
        await Task.Delay(TimeSpan.FromMilliseconds(500));
        await cp.DisposeAsync();
        // Said when the delivery is over.
        await Eventually.BecomesAsync(() => Task.FromResult(csms.Logged.Says("CP-ENDS disconnected")), said => said);
        await appends.DisposeAsync();
        await inTheBatchBefore;

        await AnswersOnANewConnectionAsync("CP-ENDS", callId);
    }

    [Fact]
    public async Task Goes_on_when_what_an_earlier_node_left_behind_could_not_be_ended_at_once()
    {
        await csms.RegisterAsync("CP-LEFT");
        var epoch = await csms.Services.GetRequiredService<ConnectionRows>().TakeOverAsync("CP-LEFT", "a node that died", DateTimeOffset.UtcNow, CancellationToken.None);
        var left = await csms.OrderAsync("CP-LEFT", OcppActions.ClearCache, "{}");
        await csms.Services.GetRequiredService<CommandRunner>().RunAsync(
            Streams.Calls,
            Call.StreamId(left),
            new CallCommand.RequestSending(epoch, "a node that died", DateTimeOffset.UtcNow),
            new EventMetadata("test", DateTimeOffset.UtcNow),
            CancellationToken.None);
        await Eventually.BecomesAsync(() => Task.FromResult(OpenCalls.SentBefore("CP-LEFT", epoch + 1).Count), count => count == 1);
        await ExecuteAsync("""
            CREATE SEQUENCE refusals;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN PERFORM nextval('public.refusals'); RAISE 'not now'; END $$;
            CREATE TRIGGER refuse BEFORE INSERT ON events.mt_events FOR EACH ROW WHEN (NEW.type = 'call_failed') EXECUTE FUNCTION refuse();
            """);

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-LEFT");
        await Eventually.BecomesAsync(() => ReadAsync<bool>("SELECT is_called FROM refusals"), refused => refused);
        await ExecuteAsync("DROP TRIGGER refuse ON events.mt_events");

        (await csms.OutcomeOfAsync(left)).ShouldBeOfType<CallEvent.Failed>().Kind.ShouldBe(CallFailure.ConnectionLost);
        await csms.OrderAsync("CP-LEFT", OcppActions.ClearCache, "{}");
        await cp.ReceiveCallAsync();
    }

    [Theory]
    [InlineData("ClearCache", "{}", """{"status":"Rejected","status":"Accepted"}""", """{"status":"Accepted"}""")]
    [InlineData("GetConfiguration", "{}", """{"configurationKey":[{"key":"A","readonly":true,"value":"x","value":"y"}]}""", """{"configurationKey":[{"key":"A","readonly":true,"value":"y"}]}""")]
    [InlineData("GetDiagnostics", """{"location":"ftp://example.com/"}""", "null", "{}")]
    [InlineData("DataTransfer", """{"vendorId":"V"}""", """{"status":"Accepted","data":"a\u0000b"}""", """{"status":"Accepted","data":"withheld"}""")]
    public async Task Records_an_answer_however_odd(string action, string payload, string answer, string recorded)
    {
        await using var cp = await ConnectAsync($"CP-ODD-{action}");
        var callId = await csms.OrderAsync($"CP-ODD-{action}", OcppActions.Find(action)!, payload);

        await cp.AnswerAsync(await cp.ReceiveCallAsync(), answer);

        var response = (await csms.OutcomeOfAsync(callId)).ShouldBeOfType<CallEvent.Answered>().Response;
        JsonElement.DeepEquals(response, JsonElement.Parse(recorded)).ShouldBeTrue(response.GetRawText());
    }

    [Theory]
    [InlineData("number", """{"location":12}""")]
    [InlineData("twice", """{"key":1,"key":"AuthorizationKey","value":"x"}""")]
    [InlineData("half", """{"key":"\ud800"}""")]
    public async Task Records_the_details_of_an_error_however_odd(string name, string details)
    {
        await using var cp = await ConnectAsync($"CP-ODD-{name}");
        var callId = await csms.OrderAsync($"CP-ODD-{name}", OcppActions.ClearCache, "{}");

        await cp.SendAsync($"""[4,"{(await cp.ReceiveCallAsync())[1]}","InternalError","",{details}]""");

        (await csms.OutcomeOfAsync(callId)).ShouldBeOfType<CallEvent.Failed>().Kind.ShouldBe(CallFailure.CallError);
    }

    [Fact]
    public async Task Tells_everybody_who_waits_for_a_call_that_it_ended()
    {
        var callId = Guid.CreateVersion7();
        var waits = OpenCalls.WhenEnded(callId);

        OpenCalls.StopWaiting(callId);

        await waits.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Keeps_what_is_said_of_a_connection_until_it_has_entered()
    {
        await using var cp = await ConnectAsync("CP-DOOR");
        var connection = await EnteredAsync("CP-DOOR");
        var another = new ConnectionRegistry();
        using var door = another.Open("CP-DOOR");

        await another.FenceAsync("CP-DOOR", connection.Epoch);
        await another.FenceAsync("CP-NEXT-DOOR", connection.Epoch + 1);
        (await another.TryEnterAsync(connection, door)).ShouldBeTrue();
        connection.IsOver.ShouldBeFalse();

        using var again = another.Open("CP-DOOR");
        another.Leave(connection);
        await another.FenceAsync("CP-DOOR", connection.Epoch + 1);
        (await another.TryEnterAsync(connection, again)).ShouldBeTrue();
        await cp.Closed;
    }

    private async Task<RawChargePoint> ConnectAsync(string chargePointId)
    {
        await csms.RegisterAsync(chargePointId);
        return await RawChargePoint.ConnectAsync(csms.Ocpp, chargePointId);
    }

    private async Task<ChargePointConnection> EnteredAsync(string chargePointId) =>
        (await Eventually.BecomesAsync(() => Task.FromResult(Registry.All.SingleOrDefault(c => c.ChargePointId == chargePointId)), entered => entered is not null))!;

    /// <summary>Orders a call while the charge point waits for what it asked, so that the call waits as well.</summary>
    private async Task<Guid> OrderBehindAuthorizeAsync(RawChargePoint cp, string chargePointId)
    {
        await cp.SendAsync($$"""[2,"1","Authorize",{"idTag":"{{chargePointId}}"}]""");
        await WaitsAsync("relation = 'csms.id_tags'::regclass");
        var callId = await csms.OrderAsync(chargePointId, OcppActions.Reset, """{"type":"Soft"}""");
        await Eventually.BecomesAsync(() => Task.FromResult(OpenCalls.IsOpen(callId)), isOpen => isOpen);
        return callId;
    }

    private async Task AnswersOnANewConnectionAsync(string chargePointId, Guid callId)
    {
        await using var next = await RawChargePoint.ConnectAsync(csms.Ocpp, chargePointId);
        await next.AnswerAsync(await next.ReceiveCallAsync(), """{"status":"Accepted"}""");
        (await csms.OutcomeOfAsync(callId)).ShouldBeOfType<CallEvent.Answered>();
        (await csms.EventsOfAsync(Call.StreamId(callId))).Select(e => e.Type).ShouldBe(["call_requested", "call_sent", "call_answered"]);
    }

    /// <summary>Holds a lock until it is disposed of.</summary>
    private async Task<NpgsqlConnection> HoldAsync(string sql)
    {
        var connection = await csms.Database.DataSource.OpenConnectionAsync();
        await using var holding = new NpgsqlBatch(connection) { BatchCommands = { new("BEGIN"), new(sql) } };
        await holding.ExecuteNonQueryAsync();
        return connection;
    }

    private Task WaitsAsync(string what) => Eventually.BecomesAsync(
        () => ReadAsync<bool>($"SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND {what})"),
        waits => waits);

    private async Task<T> ReadAsync<T>(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = csms.Database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
