using System.Net;
using System.Net.WebSockets;

namespace Csms.Host.Tests.Conformance.Security;

[Collection(OneHost.Name)]
public sealed class TC_088_SubprotocolNegotiation(CsmsFixture csms)
{
    [Fact]
    public async Task Agrees_on_ocpp16_or_refuses_the_upgrade()
    {
        await csms.RegisterAsync("TC-088");
        (await csms.RefusesAsync("TC-088", "ocpp0.1")).ShouldBe(HttpStatusCode.BadRequest);

        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp0.1");
        socket.Options.AddSubProtocol("ocpp1.6");
        await socket.ConnectAsync(new Uri(csms.Ocpp, "TC-088"), CancellationToken.None);
        socket.SubProtocol.ShouldBe("ocpp1.6");
    }
}
