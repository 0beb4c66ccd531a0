using System.Text.Json;
using Csms.EventStore.Journal;
using Csms.Host.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Csms.Host.Journal;

/// <summary>How a handshake looks in the journal: what tells an installer why it was refused, and nothing of its credentials but whether there were any.</summary>
internal static class HandshakeEntry
{
    private const int LongestText = 300;

    /// <param name="identity">In the address, as far as there is one.</param>
    /// <param name="epoch">Of the connection; null when it was refused.</param>
    /// <param name="refusal">Null when it was let in.</param>
    public static JournalEntry Of(HttpContext http, DateTimeOffset at, string? identity, long? epoch, string? refusal)
    {
        var request = http.Request;
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var frame = JsonSerializer.SerializeToUtf8Bytes(new
        {
            // An address may carry a token behind its question mark.
            target = Cut(target.Split('?')[0]),
            tls = request.IsHttps,
            address = http.Connection.RemoteIpAddress?.ToString(),
            subprotocols = Cut(request.Headers.SecWebSocketProtocol.ToString()),
            userAgent = Cut(request.Headers.UserAgent.ToString()),
            credentials = Credentials(request.Headers[HeaderNames.Authorization], identity),
            status = epoch is null ? http.Response.StatusCode : StatusCodes.Status101SwitchingProtocols,
        });
        return new JournalEntry(at, JournalDirection.In, JournalKind.Handshake, frame, frame.Length)
        {
            ChargePointId = string.IsNullOrEmpty(identity) ? null : identity,
            Epoch = epoch,
            CorrelationId = epoch is null ? null : $"ocpp:{identity}/{epoch}",
            Detail = refusal,
        };
    }

    /// <summary>Not even the user name, unless it is the identity: devices were seen that send their password in its place.</summary>
    private static string Credentials(string? authorization, string? identity) =>
        string.IsNullOrEmpty(authorization) ? "none"
        : !authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) ? "not Basic"
        : identity is not null && BasicCredentials.PasswordFor(identity, authorization) is not null ? "Basic, user is the identity"
        : "Basic, user is not the identity";

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
