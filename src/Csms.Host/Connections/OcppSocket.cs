using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Csms.Host.Connections;

/// <summary>A received text message in a rented buffer; dispose to give it back.</summary>
internal readonly struct ReceivedMessage(byte[] buffer, int length) : IDisposable
{
    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public void Dispose()
    {
        if (buffer is { Length: > 0 })
            ArrayPool<byte>.Shared.Return(buffer);
    }
}

/// <summary>What a receive ended with: a message, or the reason why there will be none, with what was read of the one that is refused.</summary>
/// <param name="Fault">The framework has closed the socket over this message: text that is no UTF-8, or a frame that breaks RFC 6455.</param>
internal readonly record struct Received(
    ReceivedMessage Message, WebSocketCloseStatus? End = null, string? Why = null, bool ByPeer = false, WebSocketException? Fault = null);

/// <summary>Whole text messages over a WebSocket. One reader; many writers, one at a time. Holds no buffer while nothing is under way.</summary>
/// <param name="stream">What <paramref name="socket"/> reads and writes.</param>
internal sealed class OcppSocket(WebSocket socket, UpgradedStream stream, int largestMessage, TimeSpan sendTimeout) : IDisposable
{
    private const int FirstBuffer = 2048;
    private readonly SemaphoreSlim sending = new(1);

    /// <summary>For how long nothing has come, not even a pong.</summary>
    public TimeSpan Silence => stream.Silence;

    /// <inheritdoc cref="UpgradedStream.IsAsked"/>
    public bool IsAsked => stream.IsAsked;

    /// <inheritdoc cref="UpgradedStream.PingAsync"/>
    public Task PingAsync() => stream.PingAsync();

    // What waits for the next message lives long: used again it need not be moved through the generations of the heap each time.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Received> ReceiveAsync(CancellationToken cancellationToken)
    {
        var waiting = await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken);
        if (waiting.MessageType == WebSocketMessageType.Close)
            return ByPeer;
        if (waiting is { MessageType: WebSocketMessageType.Binary, EndOfMessage: true })
            return Binary(new ReceivedMessage([], 0));
        if (waiting.EndOfMessage)
            return new Received(new ReceivedMessage([], 0));

        var buffer = Rent(FirstBuffer);
        var length = 0;
        try
        {
            while (true)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer, length);
                var part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                    return ByPeer;
                length += part.Count;
                var isTooLarge = length > largestMessage;
                if (!part.EndOfMessage && !isTooLarge && part.MessageType == WebSocketMessageType.Text)
                    continue;
                var message = new ReceivedMessage(buffer, length);
                buffer = null!;
                return part.MessageType == WebSocketMessageType.Binary ? Binary(message)
                    : isTooLarge ? new Received(message, WebSocketCloseStatus.MessageTooBig, $"A message may have at most {largestMessage} bytes.")
                    : new Received(message);
            }
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode == WebSocketError.Faulted)
        {
            // How much of the part was read is not told, but the buffer was empty.
            var message = new ReceivedMessage(buffer, length + buffer.AsSpan(length).LastIndexOfAnyExcept((byte)0) + 1);
            buffer = null!;
            return new Received(message, Fault: e);
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <exception cref="WebSocketException">The socket is gone, or the peer did not read in time and is cut off.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message)
    {
        await sending.WaitAsync();
        try
        {
            var send = socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            if (send.IsCompletedSuccessfully)
                return;
            // There is no token: cancelling a send aborts the socket, and only the peer's slowness may do that.
            try
            {
                await send.AsTask().WaitAsync(sendTimeout);
            }
            catch (TimeoutException)
            {
                socket.Abort();
                throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely, $"The charge point did not read for {sendTimeout.TotalSeconds:0} s.");
            }
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Says why and closes; a peer that does not answer in time is cut off.</summary>
    public async Task CloseAsync(WebSocketCloseStatus status, string why)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await sending.WaitAsync(patience.Token);
            try
            {
                if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                    await socket.CloseOutputAsync(status, why, patience.Token);
            }
            finally
            {
                sending.Release();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            socket.Abort();
        }
    }

    /// <summary>Reads on without looking until the peer closes.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
                // What comes after the end is nobody's.
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    private static Received ByPeer => new(default, WebSocketCloseStatus.NormalClosure, "Closed by the charge point.", ByPeer: true);

    private static Received Binary(ReceivedMessage begun) => new(begun, WebSocketCloseStatus.InvalidMessageType, "OCPP-J is text (OCPP-J section 4.1.2).");

    private static byte[] Rent(int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        buffer.AsSpan().Clear();
        return buffer;
    }

    private static byte[] Grow(byte[] buffer, int length)
    {
        var larger = Rent(buffer.Length * 4);
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
