using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Csms.Bench.Load.Traffic;

/// <summary>A WebSocket client with nothing that costs: one buffer each way, no masks, no tasks, no fragments. What a server may send and this cannot read ends
/// in an exception.</summary>
internal sealed class LeanSocket : IDisposable
{
    private const int FirstBuffer = 1024;
    private const int LargestMessage = 1 << 16;
    private const byte Close = 0x88;
    private const byte Ping = 0x89;
    private const byte PongFrame = 0x8A;
    private const byte Text = 0x81;

    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] received = new byte[FirstBuffer];
    private int begin;
    private int end;

    /// <exception cref="WebSocketException">The handshake was refused.</exception>
    public async Task ConnectAsync(int port, string identity, CancellationToken cancellationToken)
    {
        await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /ocpp/{identity} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\n\r\n"),
            cancellationToken);
        int length;
        while ((length = received.AsSpan(0, end).IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync(cancellationToken);
        var head = Encoding.ASCII.GetString(received, 0, length);
        // The key above is that of RFC 6455 section 1.3, and so is the answer.
        if (!head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) || !head.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", StringComparison.Ordinal)
            || !head.Contains("ocpp1.6", StringComparison.Ordinal))
            throw new WebSocketException(WebSocketError.NotAWebSocket, $"The handshake was answered with: {head.Split('\r')[0]}");
        begin = length + 4;
    }

    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> frame) => socket.SendAsync(frame, SocketFlags.None);

    /// <summary>The next text message; valid until the next call. Pings are answered on the way, pongs passed over.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length;
            while ((length = WholeFrame()) < 0)
                await FillAsync(cancellationToken);
            var (kind, header) = (received[begin], length <= 125 ? 2 : 4);
            var payload = received.AsMemory(begin + header, length);
            begin += header + length;
            switch (kind)
            {
                case Text:
                    return payload;
                case Ping:
                    await SendAsync(Pong(payload.Span));
                    break;
                case PongFrame:
                    // A heartbeat that wants no answer (RFC 6455 section 5.5.3): Kestrel's, two minutes after the last.
                    break;
                case Close:
                    throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"Closed by the server: {Encoding.UTF8.GetString(payload.Span[Math.Min(2, length)..])}");
                default:
                    throw new WebSocketException(WebSocketError.InvalidMessageType, $"A frame that begins with {kind:x2}");
            }
        }
    }

    public void Dispose() => socket.Dispose();

    /// <returns>The length of the payload of a frame that is there in full, or -1.</returns>
    private int WholeFrame()
    {
        var there = end - begin;
        if (there < 2)
            return -1;
        int length = received[begin + 1];
        if (length == 126)
            length = there < 4 ? LargestMessage : BinaryPrimitives.ReadUInt16BigEndian(received.AsSpan(begin + 2));
        else if (length > 126)
            throw new WebSocketException(WebSocketError.HeaderError, "A frame that is masked or too large");
        return there >= length + (length <= 125 ? 2 : 4) ? length : -1;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (begin == end)
            (begin, end) = (0, 0);
        if (end == received.Length)
        {
            var larger = begin > 0 ? received : new byte[received.Length * 4];
            received.AsSpan(begin, end - begin).CopyTo(larger);
            (received, begin, end) = (larger, 0, end - begin);
        }

        var read = await socket.ReceiveAsync(received.AsMemory(end), SocketFlags.None, cancellationToken);
        if (read == 0)
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, "The server hung up.");
        end += read;
    }

    private static byte[] Pong(ReadOnlySpan<byte> payload) => [PongFrame, (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload];
}
