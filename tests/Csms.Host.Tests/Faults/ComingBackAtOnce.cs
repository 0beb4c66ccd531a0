using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Csms.Host.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Faults;

/// <summary>Every charge point of a fleet connects and boots at the same moment, from one address, at a host that has just started.</summary>
public sealed class ComingBackAtOnce(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const int Fleet = 600;

    [Fact]
    public async Task Turns_nobody_away_and_spreads_what_they_do_next()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, Fleet), async (i, _) => await csms.RegisterAsync($"STORM-{i}"));

        var answers = await Task.WhenAll(Enumerable.Range(0, Fleet).Select(BootAsync));

        answers.ShouldAllBe(answer => (string?)answer["status"] == "Accepted");
        answers.CountBy(answer => (int)answer["interval"]!).Max(interval => interval.Value).ShouldBeLessThan(Fleet / 4);
    }

    [Fact]
    public void Leaves_room_at_the_door_for_a_whole_fleet_behind_one_address()
    {
        var limits = csms.Services.GetRequiredService<IOptions<LimitOptions>>().Value;
        limits.WaitingConnectionsPerAddress.ShouldBeGreaterThanOrEqualTo(10_000);
        limits.WaitingConnections.ShouldBeGreaterThan(limits.WaitingConnectionsPerAddress);
    }

    private async Task<JsonObject> BootAsync(int i)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        await socket.ConnectAsync(new Uri(csms.Ocpp, $"STORM-{i}"), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        await socket.SendAsync("""[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"""u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(60));
        return JsonNode.Parse(buffer.AsSpan(0, received.Count))!.AsArray()[2]!.AsObject();
    }
}
