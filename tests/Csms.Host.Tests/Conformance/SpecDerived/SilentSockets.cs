using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>A host that pings every second and waits three.</summary>
public sealed class ImpatientCsms : CsmsFixture
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Ocpp:HeartbeatInterval"] = "00:00:01",
        ["Ocpp:PingInterval"] = "00:00:01",
        ["Ocpp:IdleTimeout"] = "00:00:03",
    };
}

/// <summary>SD-T: the end of a socket that nobody closes, and of a host.</summary>
public sealed class SilentSockets(ImpatientCsms csms) : IClassFixture<ImpatientCsms>
{
    private const byte Ping = 0x89, Pong = 0x8A;

    [Fact]
    public async Task SD_T13_Are_pinged_and_closed_when_they_do_not_answer()
    {
        await csms.RegisterAsync("T13");
        using var tcp = await UpgradedAsync("T13");
        var stream = tcp.GetStream();

        // It answers what it is asked, and says nothing to what it is not asked.
        await stream.WriteAsync(new byte[] { Ping, 0x80, 0, 0, 0, 0 });
        var opcodes = await ReadToEndAsync(stream).WaitAsync(TimeSpan.FromSeconds(20));

        opcodes.ShouldContain(Pong);
        opcodes.ShouldContain(Ping);
        var gone = await Eventually.BecomesAsync(() => csms.Admin.ReadAsync("/charge-points/T13"), seen => (bool?)seen["connection"]["connected"] == false);
        gone["connection"]["disconnectReason"].ShouldNotBeNull();
    }

    [Fact]
    public async Task SD_T13_Stay_open_while_they_answer_pings()
    {
        await csms.RegisterAsync("T13-ALIVE");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "T13-ALIVE");

        // Longer than the host waits for one that is silent: .NET answers pings by itself.
        var closed = cp.Closed;
        (await Task.WhenAny(closed, SilenceAsync("T13-SILENT"))).ShouldNotBe(closed);
        await cp.CallAsync("Heartbeat", "{}");
    }

    [Fact]
    public async Task SD_T13_Stay_open_over_HTTP_2_as_well()
    {
        await csms.RegisterAsync("T13-HTTP2");
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null } });
        var wss = new UriBuilder(csms.Https) { Scheme = "wss", Path = "/ocpp/" }.Uri;
        await using var cp = await RawChargePoint.ConnectAsync(
            wss, "T13-HTTP2", configure: options => (options.HttpVersion, options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), over: client);

        var closed = cp.Closed;
        (await Task.WhenAny(closed, SilenceAsync("T13-SILENT2"))).ShouldNotBe(closed);
        await cp.CallAsync("Heartbeat", "{}");
    }

    private async Task SilenceAsync(string identity)
    {
        await csms.RegisterAsync(identity);
        using var tcp = await UpgradedAsync(identity);
        await ReadToEndAsync(tcp.GetStream());
    }

    private async Task<TcpClient> UpgradedAsync(string identity)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, csms.Http.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ocpp/{identity} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await tcp.GetStream().ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        head.ToString().ShouldStartWith("HTTP/1.1 101 ");
        return tcp;
    }

    /// <summary>The first byte of each frame until the host hangs up.</summary>
    private static async Task<IReadOnlyList<byte>> ReadToEndAsync(NetworkStream stream)
    {
        var opcodes = new List<byte>();
        var head = new byte[2];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(head);
                opcodes.Add(head[0]);
                await stream.ReadExactlyAsync(new byte[head[1]]);
            }
        }
        catch (Exception e) when (e is EndOfStreamException or IOException)
        {
            return opcodes;
        }
    }
}

/// <summary>SD-T22, with a host of its own because it stops.</summary>
public sealed class AHostThatStops(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    [Fact]
    public async Task SD_T22_Says_good_bye_with_1001()
    {
        await csms.RegisterAsync("T22");
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "T22");
        await cp.CallAsync("Heartbeat", "{}");

        await csms.StopAsync();
        await cp.Closed;

        cp.CloseStatus.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
    }
}
