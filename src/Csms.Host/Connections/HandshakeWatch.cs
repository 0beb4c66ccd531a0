using System.Net;
using Csms.Domain.SecurityEvents;
using Csms.Host.Hosting;
using Microsoft.AspNetCore.Connections;

namespace Csms.Host.Connections;

/// <summary>Notices TLS handshakes that come to nothing: Kestrel itself says so only to those who debug it.</summary>
internal sealed class HandshakeWatch(Refusals refusals)
{
    /// <summary>Sees a connection before and after its TLS.</summary>
    public ConnectionDelegate AroundTls(ConnectionDelegate next) => async connection =>
    {
        var facts = new TlsFacts();
        connection.Features.Set(facts);
        TlsFacts.OfThisHandshake = facts;
        await next(connection);
        // Who hangs up without a word of TLS has opened a port and nothing else: load balancers and scanners do so all day.
        if (facts is { IsSecured: false, Hello: { } hello })
            refusals.OfHandshake(ReasonOf(hello), (connection.RemoteEndPoint as IPEndPoint)?.Address);
    };

    /// <summary>Is reached when the handshake has succeeded.</summary>
    public static ConnectionDelegate InsideTls(ConnectionDelegate next) => connection =>
    {
        connection.Features.Get<TlsFacts>()?.IsSecured = true;
        return next(connection);
    };

    private static HandshakeRefusal ReasonOf(ClientHello hello) => hello switch
    {
        { IsNewEnough: false } => HandshakeRefusal.OldTlsVersion,
        { HasSuite: false } => HandshakeRefusal.NoCommonCipherSuite,
        _ => HandshakeRefusal.HandshakeFailed,
    };
}
