using System.Net;
using System.Text.Json.Nodes;
using Csms.Domain.ChargePoints;
using Csms.EventStore;
using Csms.Host.Commands;
using Csms.Host.Reactions;
using Csms.Host.Tests.Api;
using Microsoft.Extensions.DependencyInjection;

namespace Csms.Host.Tests.Journal;

public class FollowingCauses(FollowingCauses.WithARule csms) : IClassFixture<FollowingCauses.WithARule>
{
    [Fact]
    public async Task Leads_from_a_request_through_call_frames_and_answer()
    {
        await csms.RegisterAsync("J-CHAIN");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-CHAIN");
        var asking = csms.Admin.SendAsync("POST", "/charge-points/J-CHAIN/calls/ClearCache?wait=20", null, ("X-Correlation-ID", "ticket-4711"));
        await wire.AnswerAsync(await wire.ReceiveCallAsync(), """{"status":"Accepted"}""");
        var asked = await asking.ShouldBeAsync(HttpStatusCode.OK);
        asked.Headers["X-Correlation-ID"].ShouldBe("ticket-4711");
        await csms.FramesOfAsync("J-CHAIN", 2);
        await Eventually.BecomesAsync(() => csms.EventsOfAsync("charge-point-J-FOLLOWS"), events => events.Count > 0);

        var chain = await csms.Admin.ReadAsync("/chains/ticket-4711").ShouldBeAsync(HttpStatusCode.OK);

        Shown(chain).ShouldBe(
        [
            "request request_call by key:admin",
            "  call_requested",
            "    call_sent",
            "      out call ClearCache",
            "        in result ClearCache",
            "          call_answered",
            "            charge_point_registered",
        ]);
        var callId = (string?)asked["id"];
        foreach (var e in await csms.EventsOfAsync($"call-{callId}"))
            e.Metadata.CorrelationId.ShouldBe("ticket-4711");
        Shown(await csms.Admin.ReadAsync($"/chains/call:{callId}")).ShouldBe(Shown(chain));
        var answered = (await csms.EventsOfAsync($"call-{callId}"))[^1].Sequence;
        Shown(await csms.Admin.ReadAsync($"/chains/event:{answered}")).ShouldBe(Shown(chain));
    }

    [Fact]
    public async Task Leads_from_a_frame_to_what_it_caused()
    {
        await csms.RegisterAsync("J/FRAME");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J/FRAME");
        // The message id is used twice, as charge points do that count from 0 after a restart of their software.
        await wire.CallForFrameAsync("StatusNotification", """{"connectorId":1,"errorCode":"NoError","status":"Available"}""", "1");
        await wire.CallForFrameAsync("StatusNotification", """{"connectorId":2,"errorCode":"NoError","status":"Available"}""", "1");
        await csms.FramesOfAsync("J/FRAME", 4);

        var chain = await csms.Admin.ReadAsync("/chains/" + Uri.EscapeDataString("ocpp:J/FRAME/1/1")).ShouldBeAsync(HttpStatusCode.OK);

        string[] once = ["in call StatusNotification", "  connector_status_reported", "  out result StatusNotification"];
        Shown(chain).Order(StringComparer.Ordinal).ShouldBe(((string[])[.. once, .. once]).Order(StringComparer.Ordinal));
        var reported = (await csms.EventsOfAsync("charge-point-J/FRAME"))[^1].Sequence;
        Shown(await csms.Admin.ReadAsync($"/chains/event:{reported}")).ShouldBe(Shown(chain));
    }

    [Fact]
    public async Task Gives_every_request_an_id_and_takes_that_of_a_trace()
    {
        var traced = await csms.Admin.SendAsync(
            "POST", "/charge-points", """{"id":"J-TRACED","securityProfile":0}""", ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        traced.Headers["X-Correlation-ID"].ShouldBe("4bf92f3577b34da6a3ce929d0e0e4736");
        (await csms.Admin.ReadAsync("/charge-points/J-TRACED")).Headers["X-Correlation-ID"].Length.ShouldBe(32);
        (await csms.Admin.ReadAsync("/charge-points?limit=0").ShouldBeAsync(HttpStatusCode.BadRequest)).Headers["X-Correlation-ID"].ShouldNotBeEmpty();
        await csms.Admin.SendAsync("GET", "/charge-points", null, ("X-Correlation-ID", "call:1")).ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        await csms.Admin.ReadAsync("/chains/never-heard-of").ShouldBeAsync(HttpStatusCode.NotFound, "chain_not_found");
    }

    /// <summary>A line for each link, further in than its cause.</summary>
    internal static List<string> Shown(RestAnswer chain)
    {
        var depths = new Dictionary<string, int>();
        var lines = new List<string>();
        foreach (var link in chain["links"].AsArray())
        {
            var depth = link!["cause"] is { } cause ? depths[(string)cause!] + 1 : 0;
            depths[(string)link["id"]!] = depth;
            lines.Add(new string(' ', depth * 2) + What(link));
        }

        return lines;
    }

    /// <summary>Registers a charge point whenever a cache was cleared.</summary>
    internal sealed class Rule(CommandRunner runner, TimeProvider clock) : IReaction
    {
        public string Name => "rule";

        public IReadOnlyCollection<string> Types => ["call_answered"];

        public Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken) => runner.RunAsync(
            Streams.ChargePoints,
            ChargePoint.StreamId("J-FOLLOWS"),
            new ChargePointCommand.RequestRegistration("J-FOLLOWS", RegistrationPolicy.Accepted, SecurityProfile: 0),
            new EventMetadata("system", clock.GetUtcNow()),
            cancellationToken);
    }

    public sealed class WithARule : CsmsFixture
    {
        protected override void Add(IServiceCollection services) => services.AddReaction<Rule>();
    }

    private static string What(JsonNode link) =>
        link["event"] is { } e ? (string)e["type"]!
        : link["frame"] is { } f ? $"{f["direction"]} {f["kind"]} {f["action"]}"
        : $"request {link["request"]!["command"]} by {link["request"]!["actor"]}";
}
