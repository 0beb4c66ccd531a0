using System.Net;
using System.Net.WebSockets;

namespace Csms.Host.Tests.Conformance.Security;

internal static class Refusals
{
    /// <summary>The status with which the upgrade is refused.</summary>
    public static async Task<HttpStatusCode> RefusesAsync(this CsmsFixture csms, string identity, string subprotocol = "ocpp1.6")
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(subprotocol);
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(socket.ConnectAsync(new Uri(csms.Ocpp, identity), CancellationToken.None));
        return socket.HttpStatusCode;
    }
}
