using System.Net;
using System.Net.WebSockets;
using Csms.Domain.ChargePoints;

namespace Csms.Host.Tests;

public class OpeningAConnection(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const string Password = "0123456789abcdef0123";

    [Fact]
    public async Task Turns_away_who_nobody_entered() => (await RefusedAsync("NOBODY")).ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task Lets_in_who_knows_the_password_and_nobody_else()
    {
        await csms.RegisterAsync("CP-BASIC", securityProfile: 1, password: Password);

        (await RefusedAsync("CP-BASIC")).ShouldBe(HttpStatusCode.Unauthorized);
        (await RefusedAsync("CP-BASIC", "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-BASIC", Password);
        await cp.CallAsync("Heartbeat", "{}");
    }

    [Fact]
    public async Task Compares_passwords_as_bytes()
    {
        // The example of OCPP-J section 6.2.2: the key is bytes that are no text in any encoding.
        await csms.RegisterAsync("AL1000", securityProfile: 1, password: "0001020304050607FFFFFFFFFFFFFFFFFFFFFFFF");

        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "AL1000", configure: options =>
            options.SetRequestHeader("Authorization", "Basic QUwxMDAwOgABAgMEBQYH////////////////"));
        await cp.CallAsync("Heartbeat", "{}");
    }

    [Fact]
    public async Task Wants_the_security_profile_that_was_agreed()
    {
        await csms.RegisterAsync("CP-TLS", securityProfile: 2, password: Password);
        (await RefusedAsync("CP-TLS", Password)).ShouldBe(HttpStatusCode.Forbidden);

        var wss = new UriBuilder(csms.Https) { Scheme = "wss", Path = "/ocpp/" }.Uri;
        await using var cp = await RawChargePoint.ConnectAsync(wss, "CP-TLS", Password, options =>
            options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null);
        await cp.CallAsync("Heartbeat", "{}");
    }

    [Theory]
    [InlineData("RDAM 123")]
    [InlineData("a/b:c")]
    [InlineData("Zählpunkt é")]
    [InlineData("50%25")]
    public async Task Decodes_the_identity_exactly_once(string identity)
    {
        await csms.RegisterAsync(identity);
        await using var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, identity);
        await cp.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        (await csms.EventsOfAsync(ChargePoint.StreamId(identity))).Select(e => e.Type).ShouldContain("charge_point_booted");
    }

    [Theory]
    [InlineData("/ocpp/", 404)]
    [InlineData("/ocpp", 404)]
    [InlineData("/ocpp/a%zz", 400)]
    [InlineData("/ocpp/%C3%28", 400)]
    [InlineData("/ocpp/0123456789012345678901234567890123456789012345678", 404)]
    [InlineData("/ocpp/CP001", 426)]
    public async Task Says_what_is_wrong_with_a_request_that_is_no_handshake(string path, int status)
    {
        using var tcp = new System.Net.Sockets.TcpClient();
        await tcp.ConnectAsync(csms.Http.Host, csms.Http.Port);
        var stream = tcp.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync())!.ShouldStartWith($"HTTP/1.1 {status} ");
    }

    [Fact]
    public async Task Agrees_on_ocpp16_or_not_at_all()
    {
        await csms.RegisterAsync("CP-SUB");
        using var old = new ClientWebSocket();
        old.Options.AddSubProtocol("ocpp0.1");
        old.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(old.ConnectAsync(new Uri(csms.Ocpp, "CP-SUB"), CancellationToken.None));
        old.HttpStatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var both = new ClientWebSocket();
        both.Options.AddSubProtocol("ocpp0.1");
        both.Options.AddSubProtocol("ocpp1.6");
        await both.ConnectAsync(new Uri(csms.Ocpp, "CP-SUB"), CancellationToken.None);
        both.SubProtocol.ShouldBe("ocpp1.6");
    }

    [Fact]
    public async Task Gives_the_charge_point_to_its_newest_connection()
    {
        await csms.RegisterAsync("CP-TWICE");
        await using var older = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TWICE");
        await older.CallAsync("Heartbeat", "{}");
        await using var newer = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-TWICE");

        await older.Closed;
        await newer.CallAsync("BootNotification", """{"chargePointVendor":"Acme","chargePointModel":"One"}""");
        older.CloseStatus.ShouldBe(WebSocketCloseStatus.NormalClosure);
        (await csms.EventsOfAsync("charge-point-CP-TWICE")).Select(e => e.Type).ShouldNotContain("charge_point_disconnected");
    }

    [Fact]
    public async Task Closes_on_a_message_that_is_too_big_and_on_binary()
    {
        await csms.RegisterAsync("CP-BIG");
        await using (var cp = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-BIG"))
        {
            await cp.SendAsync(new string('x', (1 << 20) + 1));
            await cp.Closed;
            cp.CloseStatus.ShouldBe(WebSocketCloseStatus.MessageTooBig);
        }

        await using var binary = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-BIG");
        await binary.SendBytesAsync([1, 2, 3], WebSocketMessageType.Binary);
        await binary.Closed;
        binary.CloseStatus.ShouldBe(WebSocketCloseStatus.InvalidMessageType);
    }

    [Fact]
    public async Task Answers_a_boot_by_the_registration()
    {
        const string boot = """{"chargePointVendor":"Acme","chargePointModel":"One"}""";
        await csms.RegisterAsync("CP-WAITS", RegistrationPolicy.Pending);
        await using var pending = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-WAITS");
        ((string?)(await pending.CallAsync("BootNotification", boot))["status"]).ShouldBe("Pending");

        await csms.RegisterAsync("CP-OUT", RegistrationPolicy.Rejected);
        await using var rejected = await RawChargePoint.ConnectAsync(csms.Ocpp, "CP-OUT");
        ((string?)(await rejected.CallAsync("BootNotification", boot))["status"]).ShouldBe("Rejected");
        ((string?)(await rejected.CallForFrameAsync("Heartbeat", "{}"))[2]).ShouldBe("SecurityError");
    }

    private async Task<HttpStatusCode> RefusedAsync(string identity, string? password = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.CollectHttpResponseDetails = true;
        if (password is not null)
            socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{identity}:{password}")));
        await Should.ThrowAsync<WebSocketException>(socket.ConnectAsync(new Uri(csms.Ocpp, identity), CancellationToken.None));
        return socket.HttpStatusCode;
    }
}
