using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Csms.Domain.ChargePoints;
using Csms.Host.Tests.Api;
using Csms.Testing;

namespace Csms.Host.Tests.Faults;

/// <summary>Charge points that are gone and do not say so, and such that do not read what they are told.</summary>
public sealed class LosingTheOtherSide(LosingTheOtherSide.WatchfulHost csms) : IClassFixture<LosingTheOtherSide.WatchfulHost>
{
    [Fact]
    public async Task Is_noticed_when_nothing_comes_any_more()
    {
        await csms.RegisterAsync("CP-HALF-OPEN");
        await using var wire = FaultyWire.To(csms.Http.Port);
        await using var cp = await RawChargePoint.ConnectAsync(new Uri($"ws://127.0.0.1:{wire.Port}/ocpp/"), "CP-HALF-OPEN");
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");

        // Both sockets stay open: no end of a connection tells anybody anything.
        wire.FallSilent();
        (await EndOfAsync("CP-HALF-OPEN")).ShouldContain("\"epoch\": 1");
        var rest = await Eventually.BecomesAsync(
            () => csms.Admin.ReadAsync("/charge-points/CP-HALF-OPEN"), seen => seen.Status == HttpStatusCode.OK && !(bool)seen["connection"]!["connected"]!);
        rest.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Is_noticed_when_nobody_reads_and_others_are_served_meanwhile()
    {
        await csms.RegisterAsync("CP-DEAF");
        await csms.RegisterAsync("CP-HEARS");
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync(IPAddress.Loopback, csms.Http.Port);
        await deaf.SendAsync(Encoding.ASCII.GetBytes(
            "GET /ocpp/CP-DEAF HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
        await deaf.ReceiveAsync(new byte[1024]);

        // More than fits into what lies between: the send waits for a reader that never comes.
        var order = JsonSerializer.Serialize(new { vendorId = "org.example", data = new string('x', 900_000) });
        for (var i = 0; i < 6; i++)
        {
            using var ordered = await csms.Admin.PostAsync(new Uri("/api/v1/charge-points/CP-DEAF/calls/DataTransfer", UriKind.Relative), new StringContent(order, Encoding.UTF8, "application/json"));
            ((int)ordered.StatusCode).ShouldBeLessThan(300, await ordered.Content.ReadAsStringAsync());
        }

        await using var hears = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-HEARS");
        await hears.CallAsync("BootNotification", """{"chargePointVendor":"V","chargePointModel":"M"}""");
        (await EndOfAsync("CP-DEAF")).ShouldContain("\"epoch\": 1");
        await hears.CallAsync("Heartbeat", "{}");
    }

    private async Task<string> EndOfAsync(string chargePointId)
    {
        var events = await Eventually.BecomesAsync(
            () => csms.EventsOfAsync(ChargePoint.StreamId(chargePointId)), e => e[^1].Type == "charge_point_disconnected", TimeSpan.FromSeconds(30));
        return Encoding.UTF8.GetString(events[^1].Data.Span);
    }

    public sealed class WatchfulHost : CsmsFixture
    {
        protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
        {
            ["Ocpp:HeartbeatInterval"] = "00:00:01",
            ["Ocpp:PingInterval"] = "00:00:01",
            ["Ocpp:IdleTimeout"] = "00:00:02",
            ["Ocpp:SendTimeout"] = "00:00:02",
        };
    }
}
