using System.Net.WebSockets;
using System.Text;
using Csms.EventStore.Journal;
using Csms.Host.Calls;
using Microsoft.Extensions.DependencyInjection;
using Ocpp.Protocol.V16;

namespace Csms.Host.Tests.Journal;

public class JournallingTheWire(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task Keeps_every_frame_to_the_byte_with_its_pair_and_its_events()
    {
        await csms.RegisterAsync("J-PAIR");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-PAIR");
        const string odd = "[2 , \"m-\\u00e9\",\"StatusNotification\", {\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\",\"info\":\"é \\u0000\"}]";
        await wire.SendForFrameAsync(odd, "m-é");
        await wire.CallForFrameAsync("Heartbeat", "{}", "same");
        await wire.CallForFrameAsync("Heartbeat", "{}", "same");
        await wire.CallForFrameAsync("Nonsense", "{}", "n");

        var frames = await csms.FramesOfAsync("J-PAIR", 8);

        frames.Count.ShouldBe(8);
        frames[0].Text().ShouldBe(odd);
        frames[0].Entry.ShouldSatisfyAllConditions(
            e => e.Direction.ShouldBe(JournalDirection.In),
            e => e.Kind.ShouldBe(JournalKind.Call),
            e => e.Action.ShouldBe("StatusNotification"),
            e => e.Epoch.ShouldBe(1),
            e => e.Size.ShouldBe(Encoding.UTF8.GetByteCount(odd)),
            e => e.CorrelationId.ShouldBe("ocpp:J-PAIR/1/m-é"));
        frames.ConvertAll(f => f.Outcome).ShouldBe(
        [
            JournalOutcome.Ok, JournalOutcome.Ok, JournalOutcome.Ok, JournalOutcome.Ok,
            JournalOutcome.Ok, JournalOutcome.Ok, JournalOutcome.CallError, JournalOutcome.CallError,
        ]);
        foreach (var (call, answer) in frames.Chunk(2).Select(pair => (pair[0], pair[1])))
        {
            call.Answer.ShouldBe(new JournalAnswer(answer.Id, answer.Entry.At));
            (answer.Entry.RequestAt, answer.Entry.Action, answer.Entry.CorrelationId).ShouldBe((call.Entry.At, call.Entry.Action, call.Entry.CorrelationId));
            answer.Entry.At.ShouldBeGreaterThanOrEqualTo(call.Entry.At);
        }

        var status = (await csms.EventsOfAsync("charge-point-J-PAIR"))[^1];
        status.Type.ShouldBe("connector_status_reported");
        (status.Metadata.CorrelationId, status.Metadata.CausationId).ShouldBe((frames[0].Entry.CorrelationId, frames[0].Entry.CorrelationId));
        (frames[1].Entry.FirstEvent, frames[1].Entry.LastEvent).ShouldBe((status.Sequence, status.Sequence));
        frames[3].Entry.FirstEvent.ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_what_is_no_frame()
    {
        await csms.RegisterAsync("J-ODD");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-ODD");
        // UTF-8, but not Unicode.
        await wire.SendForFrameAsync("[2,\"half\",\"Heartbeat\",{\"x\":\"\\ud800\"}", "half");
        await wire.SendAsync("[7,\"new\",{}]");
        await wire.SendAsync("[3,\"never asked\",{}]");
        await wire.SendAsync("");
        await wire.CallAsync("Heartbeat", "{}");

        var frames = await csms.FramesOfAsync("J-ODD", 8);

        var malformed = frames.FindAll(f => f.Outcome == JournalOutcome.Malformed);
        malformed.ConvertAll(f => f.Text()).ShouldBe(["[2,\"half\",\"Heartbeat\",{\"x\":\"\\ud800\"}", "[7,\"new\",{}]", ""], ignoreOrder: true);
        malformed.ShouldAllBe(f => f.Entry.Detail != null);
        frames.Single(f => f.Text().Contains("never asked", StringComparison.Ordinal)).Outcome.ShouldBe(JournalOutcome.Unasked);
        frames.Single(f => f is { Outcome: JournalOutcome.CallError, Entry.UniqueId: "half" }).Entry.CorrelationId.ShouldBe("ocpp:J-ODD/1/half");
    }

    [Fact]
    public async Task Keeps_bytes_that_are_no_text()
    {
        await csms.RegisterAsync("J-BINARY");
        byte[] bytes = [0x00, 0xFF, 0xC3, 0x28, 0x00];
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-BINARY");
        await wire.SendBytesAsync(bytes, WebSocketMessageType.Binary);
        await wire.Closed;
        wire.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);

        var frame = (await csms.FramesOfAsync("J-BINARY", 1)).ShouldHaveSingleItem();

        frame.Entry.Frame.ToArray().ShouldBe(bytes);
        (frame.Outcome, frame.Entry.Detail).ShouldBe((JournalOutcome.Malformed, "OCPP-J is text (OCPP-J section 4.1.2)."));
    }

    [Fact]
    public async Task Keeps_text_that_is_no_UTF8()
    {
        await csms.RegisterAsync("J-LATIN");
        byte[] bytes = [.. "[2,\"1\",\"StatusNotification\",{\"info\":\""u8, 0xE9, .. "\"}]"u8];
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-LATIN");
        await wire.SendBytesAsync(bytes, WebSocketMessageType.Text);
        await wire.Closed;

        var frame = (await csms.FramesOfAsync("J-LATIN", 1)).ShouldHaveSingleItem();

        (frame.Outcome, Convert.ToHexString(frame.Entry.Frame.Span)).ShouldBe((JournalOutcome.Malformed, Convert.ToHexString(bytes)));
    }

    [Fact]
    public async Task Keeps_the_beginning_of_what_is_too_large()
    {
        await csms.RegisterAsync("J-LARGE");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-LARGE");
        await wire.SendAsync("[2,\"" + new string('x', (1 << 20) + 1));
        await wire.Closed;

        var frame = (await csms.FramesOfAsync("J-LARGE", 1)).ShouldHaveSingleItem();

        frame.Outcome.ShouldBe(JournalOutcome.Malformed);
        frame.Entry.Size.ShouldBeGreaterThan(1 << 20);
        frame.Entry.Frame.Length.ShouldBe(64 * 1024);
    }

    [Fact]
    public async Task Pairs_our_requests_with_their_answers()
    {
        await csms.RegisterAsync("J-OURS");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-OURS");
        var (callId, _) = await csms.Services.GetRequiredService<CallRequests>().RequestAsync(
            new CallOrder("J-OURS", OcppActions.ClearCache, "{}"u8.ToArray(), "test"), CancellationToken.None);
        var call = await wire.ReceiveCallAsync();
        await wire.AnswerAsync(call, """{"status":"Accepted"}""");
        await wire.AnswerAsync(call, """{"status":"Rejected"}""");
        await wire.CallAsync("Heartbeat", "{}");

        var frames = await csms.FramesOfAsync("J-OURS", 5);

        frames[0].Entry.ShouldSatisfyAllConditions(
            e => e.Direction.ShouldBe(JournalDirection.Out),
            e => e.CorrelationId.ShouldBe($"call:{callId:D}"),
            e => e.Action.ShouldBe("ClearCache"));
        frames[0].Answer!.Id.ShouldBe(frames[1].Id);
        (frames[1].Outcome, frames[1].Entry.Action, frames[1].Entry.CorrelationId).ShouldBe((JournalOutcome.Ok, "ClearCache", $"call:{callId:D}"));
        (frames[2].Outcome, frames[2].Entry.CorrelationId).ShouldBe((JournalOutcome.Unasked, $"call:{callId:D}"));
    }

    [Fact]
    public async Task Says_who_was_turned_away_and_why_but_nothing_of_the_password()
    {
        const string password = "wrong-0123456789abcdef";
        await csms.RegisterAsync("J-HANDSHAKE", securityProfile: 1, password: "right-0123456789abcdef");
        await Should.ThrowAsync<WebSocketException>(() => RawChargePoint.ConnectAsync(csms.Ocpp, "J-HANDSHAKE", password));
        await Should.ThrowAsync<WebSocketException>(() => RawChargePoint.ConnectAsync(csms.Ocpp, "J-STRANGER", password));

        var refused = (await csms.FramesOfAsync("J-HANDSHAKE", 1)).ShouldHaveSingleItem();
        var stranger = (await csms.FramesOfAsync("J-STRANGER", 1)).ShouldHaveSingleItem();

        (refused.Outcome, refused.Entry.Detail, refused.Entry.Epoch).ShouldBe((JournalOutcome.Refused, "wrong password", null));
        refused.Text().ShouldContain("\"status\":401");
        refused.Text().ShouldContain("Basic, user is the identity");
        (stranger.Outcome, stranger.Entry.Detail).ShouldBe((JournalOutcome.Refused, "unknown charge point"));
        foreach (var row in (JournalRow[])[refused, stranger])
        {
            row.Text().ShouldNotContain(password);
            row.Text().ShouldNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"J-HANDSHAKE:{password}")));
        }
    }
}
