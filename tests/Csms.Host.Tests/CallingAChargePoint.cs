using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Host.Calls;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests;

public class CallingAChargePoint(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private CallRequests Calls => csms.Services.GetRequiredService<CallRequests>();

    [Fact]
    public async Task Sends_what_was_asked_and_records_the_answer()
    {
        await csms.RegisterAsync("CP-RESET");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-RESET");

        var callId = await csms.OrderAsync("CP-RESET", OcppActions.Reset, """{"type":"Soft"}""");
        var call = await cp.ReceiveCallAsync();
        call[2]!.ToString().ShouldBe("Reset");
        call[3]!.ToJsonString().ShouldBe("""{"type":"Soft"}""");
        await cp.AnswerAsync(call, """{"status":"Accepted"}""");

        var ended = (await Calls.WaitAsync(callId, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<Call.Ended>();
        ended.Outcome.ShouldBeOfType<CallEvent.Answered>().Response.GetRawText().ShouldContain("Accepted");
        (await csms.EventsOfAsync(Call.StreamId(callId))).Select(e => e.Type).ShouldBe(["call_requested", "call_sent", "call_answered"]);
    }

    [Fact]
    public async Task Keeps_one_call_in_flight_and_the_rest_in_order()
    {
        await csms.RegisterAsync("CP-ORDER");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ORDER");
        for (var i = 1; i <= 3; i++)
            await csms.OrderAsync("CP-ORDER", OcppActions.UnlockConnector, $$"""{"connectorId":{{i}}}""");

        for (var i = 1; i <= 3; i++)
        {
            var call = await cp.ReceiveCallAsync();
            ((int?)call[3]!["connectorId"]).ShouldBe(i);

            // Crossing calls: the charge point's own CALL is answered while ours waits.
            await cp.CallAsync("Heartbeat", "{}");
            cp.HasCall.ShouldBeFalse();
            await cp.AnswerAsync(call, """{"status":"Unlocked"}""");
        }
    }

    [Fact]
    public async Task Waits_for_a_charge_point_that_is_away()
    {
        await csms.RegisterAsync("CP-AWAY");
        var callId = await csms.OrderAsync("CP-AWAY", OcppActions.ClearCache, "{}");

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-AWAY");
        await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Rejected"}""");

        (await Calls.WaitAsync(callId, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<Call.Ended>().Outcome.ShouldBeOfType<CallEvent.Answered>();
    }

    [Fact]
    public async Task Expires_what_could_not_be_delivered_in_time()
    {
        await csms.RegisterAsync("CP-GONE");
        var callId = await csms.OrderAsync("CP-GONE", OcppActions.ClearCache, "{}", deliverWithin: TimeSpan.FromMilliseconds(1));

        (await Calls.WaitAsync(callId, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<Call.Ended>().Outcome.ShouldBeOfType<CallEvent.Expired>();
    }

    [Fact]
    public async Task Fails_what_was_in_flight_when_the_socket_ended_and_never_sends_it_again()
    {
        await csms.RegisterAsync("CP-CUT");
        var first = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CUT");
        var callId = await csms.OrderAsync("CP-CUT", OcppActions.ClearCache, "{}");
        await first.ReceiveCallAsync();
        await first.DisposeAsync();

        var ended = (await Calls.WaitAsync(callId, TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBeOfType<Call.Ended>();
        ended.Outcome.ShouldBeOfType<CallEvent.Failed>().Kind.ShouldBe(CallFailure.ConnectionLost);
        await using var second = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-CUT");
        await second.CallAsync("Heartbeat", "{}");
        second.HasCall.ShouldBeFalse();
    }

    [Fact]
    public async Task Records_a_call_error_a_wrong_answer_and_silence_as_failures()
    {
        await csms.RegisterAsync("CP-ERR");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-ERR");

        var refused = await csms.OrderAsync("CP-ERR", OcppActions.ClearCache, "{}");
        var call = await cp.ReceiveCallAsync();
        await cp.SendAsync($$"""[4,"{{call[1]}}","NotSupported","no cache here",{}]""");
        var wrong = await csms.OrderAsync("CP-ERR", OcppActions.ClearCache, "{}");
        await cp.AnswerAsync(await cp.ReceiveCallAsync(), """{"status":"Perhaps"}""");
        var silent = await csms.OrderAsync("CP-ERR", OcppActions.ClearCache, "{}", answerWithin: TimeSpan.FromSeconds(1));
        await cp.ReceiveCallAsync();

        (await csms.OutcomeOfAsync(refused)).ShouldBeOfType<CallEvent.Failed>().ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe(CallFailure.CallError), f => f.Code.ShouldBe("NotSupported"), f => f.Description.ShouldBe("no cache here"));
        (await csms.OutcomeOfAsync(wrong)).ShouldBeOfType<CallEvent.Failed>().Kind.ShouldBe(CallFailure.InvalidResponse);
        (await csms.OutcomeOfAsync(silent)).ShouldBeOfType<CallEvent.TimedOut>();
    }

    [Fact]
    public async Task Keeps_idTags_and_passwords_out_of_the_events()
    {
        await csms.RegisterAsync("CP-SECRET");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-SECRET");

        var password = await csms.OrderAsync("CP-SECRET", OcppActions.ChangeConfiguration, """{"key":"AuthorizationKey","value":"c0ffee00c0ffee00c0ffee00c0ffee00"}""");
        var call = await cp.ReceiveCallAsync();
        call[3]!["value"]!.ToString().ShouldBe("c0ffee00c0ffee00c0ffee00c0ffee00");
        await cp.AnswerAsync(call, """{"status":"Accepted"}""");
        var remote = await csms.OrderAsync("CP-SECRET", OcppActions.RemoteStartTransaction, """{"idTag":"PRIVATE","connectorId":1}""");
        call = await cp.ReceiveCallAsync();
        call[3]!["idTag"]!.ToString().ShouldBe("PRIVATE");
        await cp.AnswerAsync(call, """{"status":"Accepted"}""");

        await csms.OutcomeOfAsync(password);
        await csms.OutcomeOfAsync(remote);
        foreach (var callId in new[] { password, remote })
        {
            var requested = (await csms.EventsOfAsync(Call.StreamId(callId)))[0];
            var text = Encoding.UTF8.GetString(requested.Data.Span);
            text.ShouldNotContain("c0ffee");
            text.ShouldNotContain("PRIVATE");
        }

        // A password is of no use to anyone once the call has ended.
        var contentId = (Guid)JsonNode.Parse((await csms.EventsOfAsync(Call.StreamId(password)))[0].Data.Span)!["contentId"]!;
        await Eventually.BecomesAsync(() => csms.Store.ReadContentAsync(contentId, CancellationToken.None), content => content is null);
    }

    [Fact]
    public async Task Erases_a_password_that_was_never_sent()
    {
        await csms.RegisterAsync("CP-NEVER");
        var callId = await csms.OrderAsync("CP-NEVER", OcppActions.ChangeConfiguration,
            """{"key":"AuthorizationKey","value":"c0ffee00c0ffee00c0ffee00c0ffee00"}""", deliverWithin: TimeSpan.FromMilliseconds(1));

        (await csms.OutcomeOfAsync(callId)).ShouldBeOfType<CallEvent.Expired>();
        var contentId = (Guid)JsonNode.Parse((await csms.EventsOfAsync(Call.StreamId(callId)))[0].Data.Span)!["contentId"]!;
        await Eventually.BecomesAsync(() => csms.Store.ReadContentAsync(contentId, CancellationToken.None), content => content is null);
    }

    [Fact]
    public async Task Carries_out_one_order_under_one_key()
    {
        await csms.RegisterAsync("CP-KEY");
        var first = await csms.OrderAsync("CP-KEY", OcppActions.ClearCache, "{}", key: "abc");
        var again = await csms.OrderAsync("CP-KEY", OcppActions.ClearCache, "{}", key: "abc");
        again.ShouldBe(first);

        var order = new CallOrder("CP-KEY", OcppActions.Reset, """{"type":"Hard"}"""u8.ToArray(), "test", IdempotencyKey: "abc");
        (await Calls.RequestAsync(order, CancellationToken.None)).Outcome.Rejection!.Code.ShouldBe("call_already_requested");
    }

    [Fact]
    public async Task Sends_nothing_that_nobody_asked_for()
    {
        await csms.RegisterAsync("CP-QUIET", RegistrationPolicy.Accepted);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-QUIET");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        await cp.CallAsync("StatusNotification", """{"connectorId":0,"errorCode":"NoError","status":"Available"}""");
        await cp.CallAsync("Heartbeat", "{}");
        cp.HasCall.ShouldBeFalse();
    }
}
