using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-T: how a connection begins (OCPP-J section 3).</summary>
[Collection(OneHost.Name)]
public sealed class Handshakes(CsmsFixture csms)
{
    private const string Password = "0123456789abcdef0123";

    [Fact]
    public async Task SD_T01_Is_answered_with_the_subprotocol()
    {
        await csms.RegisterAsync("T01");
        var answer = await UpgradeAsync("/ocpp/T01", "Sec-WebSocket-Protocol: ocpp1.6");

        answer.ShouldStartWith("HTTP/1.1 101 ");
        answer.ShouldContain("\r\nSec-WebSocket-Protocol: ocpp1.6\r\n");
    }

    [Fact]
    public async Task SD_T03_Tells_identities_apart_by_case_and_decodes_once()
    {
        await csms.RegisterAsync("Case-T03");
        await csms.RegisterAsync("T03%41");

        (await UpgradeAsync("/ocpp/CASE-T03", "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 404 ");
        (await UpgradeAsync("/ocpp/T03%41", "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 404 ");
        (await UpgradeAsync("/ocpp/T03%2541", "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Fact]
    public async Task SD_T04_Bans_nobody_who_was_turned_away()
    {
        for (var i = 0; i < 20; i++)
            (await UpgradeAsync("/ocpp/T04", "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 404 ");
        await csms.RegisterAsync("T04");

        (await UpgradeAsync("/ocpp/T04", "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Fact]
    public async Task SD_T05_Asks_for_the_password()
    {
        await csms.RegisterAsync("T05", securityProfile: 1, password: Password);

        foreach (var authorization in (string[])["X-Nothing: here", Basic("T05", "wrong"), "Authorization: Bearer x", "Authorization: Basic !!!"])
        {
            var answer = await UpgradeAsync("/ocpp/T05", "Sec-WebSocket-Protocol: ocpp1.6", authorization);
            answer.ShouldStartWith("HTTP/1.1 401 ");
            answer.ShouldContain("\r\nWWW-Authenticate: Basic realm=\"");
        }

        (await UpgradeAsync("/ocpp/T05", "Sec-WebSocket-Protocol: ocpp1.6", Basic("T05", Password))).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Fact]
    public async Task SD_T06_Wants_the_identity_for_user_name()
    {
        await csms.RegisterAsync("T06", securityProfile: 1, password: Password);
        await csms.RegisterAsync("T06:a:b", securityProfile: 1, password: Password);

        (await UpgradeAsync("/ocpp/T06", "Sec-WebSocket-Protocol: ocpp1.6", Basic("T07", Password))).ShouldStartWith("HTTP/1.1 401 ");
        (await UpgradeAsync("/ocpp/T06", "Sec-WebSocket-Protocol: ocpp1.6", Basic("t06", Password))).ShouldStartWith("HTTP/1.1 401 ");
        (await UpgradeAsync("/ocpp/T06%3Aa%3Ab", "Sec-WebSocket-Protocol: ocpp1.6", Basic("T06:a:b", Password))).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Theory]
    [InlineData("ocpp1.5, ocpp1.6")]
    [InlineData("ocpp2.0.1, ocpp1.6")]
    [InlineData("ocpp1.6,ocpp2.0.1")]
    public async Task SD_T09_Chooses_what_it_speaks(string offered)
    {
        await csms.RegisterAsync($"T09 {offered}");
        var answer = await UpgradeAsync($"/ocpp/{Uri.EscapeDataString($"T09 {offered}")}", $"Sec-WebSocket-Protocol: {offered}");

        answer.ShouldStartWith("HTTP/1.1 101 ");
        answer.ShouldContain("\r\nSec-WebSocket-Protocol: ocpp1.6\r\n");
    }

    [Fact]
    public async Task SD_T10_Refuses_who_does_not_speak_ocpp16()
    {
        await csms.RegisterAsync("T10");

        (await UpgradeAsync("/ocpp/T10")).ShouldStartWith("HTTP/1.1 400 ");
        (await UpgradeAsync("/ocpp/T10", "Sec-WebSocket-Protocol: ocpp0.1")).ShouldStartWith("HTTP/1.1 400 ");
        (await UpgradeAsync("/ocpp/T10", "Sec-WebSocket-Protocol: OCPP1.6")).ShouldStartWith("HTTP/1.1 400 ");
        (await UpgradeAsync("/ocpp/T10", "Sec-WebSocket-Protocol: ocpp0.1", "Sec-WebSocket-Protocol:  ocpp1.6 ")).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Theory]
    [InlineData("/ocpp/T20/")]
    [InlineData("/ocpp/T20?token=x&y")]
    [InlineData("/ocpp/T20/?")]
    public async Task SD_T20_Forgives_a_trailing_slash_and_a_query(string target)
    {
        await csms.Admin.SendAsync("POST", "/charge-points", """{"id":"T20","securityProfile":0}""");
        (await UpgradeAsync(target, "Sec-WebSocket-Protocol: ocpp1.6")).ShouldStartWith("HTTP/1.1 101 ");
    }

    [Fact]
    public async Task SD_T16_Serves_a_charge_point_that_offers_compression()
    {
        await using var station = await Station.ConnectAsync(csms);
        await using var cp = await RawChargePoint.ConnectAsync(
            csms.Ocpp, station.Id, configure: options => options.DangerousDeflateOptions = new WebSocketDeflateOptions());

        ((string?)(await cp.CallAsync("Authorize", $$"""{"idTag":"{{station.IdTag}}"}"""))["idTagInfo"]!["status"]).ShouldBe("Accepted");
    }

    /// <summary>Sends an upgrade byte for byte; the head of the answer.</summary>
    private async Task<string> UpgradeAsync(string target, params string[] headers)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, csms.Http.Port);
        var stream = tcp.GetStream();
        var head = $"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
            $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var answer = new StringBuilder();
        using var reader = new StreamReader(stream, Encoding.ASCII);
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            answer.Append(line).Append("\r\n");
        return answer.ToString();
    }

    private static string Basic(string user, string password) => "Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
