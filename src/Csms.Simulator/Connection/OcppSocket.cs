using System.Buffers;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Csms.Simulator.Connection;

/// <summary>A WebSocket that speaks the sub-protocol ocpp1.6; whole messages in and out.</summary>
internal sealed class OcppSocket : IDisposable
{
    public const string SubProtocol = "ocpp1.6";
    private const int Chunk = 4096;
    private readonly ClientWebSocket socket;
    private readonly SemaphoreSlim sending = new(1, 1);

    private OcppSocket(ClientWebSocket socket) => this.socket = socket;

    /// <param name="securityProfile">From 2 on the secure address is used, and with 3 the certificate instead of the password.</param>
    public static async Task<OcppSocket> OpenAsync(
        ChargePointOptions options, int securityProfile, ReadOnlyMemory<byte>? password, X509Certificate2? certificate, TimeSpan pings, CancellationToken ct)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(SubProtocol);
            socket.Options.KeepAliveInterval = pings;
            socket.Options.CollectHttpResponseDetails = true;
            if (securityProfile == 3 && certificate is not null) socket.Options.ClientCertificates.Add(certificate);
            else if (password is { } secret) socket.Options.SetRequestHeader("Authorization", Basic(options.Identity, secret.Span));
            if (options.CaFile is { } file) socket.Options.RemoteCertificateValidationCallback = TrustOnly(file);
            await socket.ConnectAsync(AddressOf(options, securityProfile), ct);
            if (socket.SubProtocol != SubProtocol) throw new HandshakeRefusedException(socket.HttpStatusCode, "no agreed sub-protocol");
            return new OcppSocket(socket);
        }
        catch (WebSocketException refusal) when (socket.HttpStatusCode != 0)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new HandshakeRefusedException(status, refusal.Message);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The identity is percent-encoded into the path (OCPP-J section 3.1.1).</summary>
    public static Uri AddressOf(ChargePointOptions options, int securityProfile = 0)
    {
        var url = securityProfile >= 2 ? options.SecureUrl ?? options.Url : options.Url;
        return new Uri($"{url.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{Uri.EscapeDataString(options.Identity)}{url.Query}");
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken ct)
    {
        await sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Appends one whole message; false when the other side closed.</summary>
    public async Task<bool> ReceiveAsync(ArrayBufferWriter<byte> message, CancellationToken ct)
    {
        // An empty read waits without holding a buffer: a fleet of thousands is mostly waiting.
        await socket.ReceiveAsync(Memory<byte>.Empty, ct);
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(message.GetMemory(Chunk), ct);
            message.Advance(part.Count);
        }
        while (!part.EndOfMessage);
        return part.MessageType != WebSocketMessageType.Close;
    }

    public (WebSocketCloseStatus? Status, string? Reason) CloseReason => (socket.CloseStatus, socket.CloseStatusDescription);

    public async Task CloseAsync(CancellationToken ct)
    {
        await sending.WaitAsync(ct);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ct);
        }
        finally
        {
            sending.Release();
        }
    }

    public void Abort() => socket.Abort();

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    private static string Basic(string identity, ReadOnlySpan<byte> password) =>
        $"Basic {Convert.ToBase64String([.. Encoding.UTF8.GetBytes(identity), (byte)':', .. password])}";

    internal static RemoteCertificateValidationCallback TrustOnly(string caFile)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(caFile);
        return (_, certificate, presented, errors) =>
        {
            if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
            // Development CAs publish no revocation lists.
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            if (presented is not null) chain.ChainPolicy.ExtraStore.AddRange(presented.ChainElements.Select(element => element.Certificate).ToArray());
            return chain.Build(new X509Certificate2(certificate));
        };
    }
}
