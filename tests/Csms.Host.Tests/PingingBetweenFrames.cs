using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using Csms.Host.Connections;

namespace Csms.Host.Tests;

/// <summary>Pings come from outside of the WebSocket, and never into the middle of what it writes.</summary>
public sealed class PingingBetweenFrames : IAsyncLifetime
{
    // More than the buffers of the system take at once, so that frames leave in parts.
    private const int LargeFrame = 4 << 20;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly TcpClient chargePoint = new();
    private TcpClient accepted = null!;
    private UpgradedStream stream = null!;

    public async Task InitializeAsync()
    {
        listener.Start();
        await chargePoint.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        accepted = await listener.AcceptTcpClientAsync();
        stream = new UpgradedStream(accepted.GetStream());
    }

    public async Task DisposeAsync()
    {
        await stream.DisposeAsync();
        accepted.Dispose();
        chargePoint.Dispose();
        listener.Dispose();
    }

    [Fact]
    public async Task Leaves_every_frame_whole()
    {
        const int frames = 20;
        using var server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        using var client = WebSocket.CreateFromStream(chargePoint.GetStream(), new WebSocketCreationOptions { IsServer = false });
        using var done = new CancellationTokenSource();
        var pinging = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await stream.PingAsync();
                await Task.Yield();
            }
        });

        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < frames; i++)
                await server.SendAsync(Enumerable.Repeat((byte)('a' + i), LargeFrame).ToArray(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        });
        for (var i = 0; i < frames; i++)
            (await ReceiveAsync(client)).ShouldBe((LargeFrame, (byte)('a' + i)));

        await sending;
        await done.CancelAsync();
        await pinging.WaitAsync(Soon);
    }

    [Fact]
    public async Task Gives_way_to_a_frame_that_is_not_read()
    {
        var frame = stream.WriteAsync(new byte[LargeFrame]).AsTask();

        await stream.PingAsync().WaitAsync(Soon);

        frame.IsCompleted.ShouldBeFalse();
        await chargePoint.GetStream().ReadExactlyAsync(new byte[LargeFrame]).AsTask().WaitAsync(Soon);
        await frame.WaitAsync(Soon);
        await stream.PingAsync().WaitAsync(Soon);
        var ping = new byte[2];
        await chargePoint.GetStream().ReadExactlyAsync(ping).AsTask().WaitAsync(Soon);
        ping.ShouldBe([0x89, 0]);
    }

    [Fact]
    public async Task Asks_until_something_comes()
    {
        var reading = stream.ReadAsync(new byte[1]).AsTask();
        stream.IsAsked.ShouldBeFalse();

        await stream.PingAsync();
        stream.IsAsked.ShouldBeTrue();

        await chargePoint.GetStream().WriteAsync(new byte[1]);
        await reading.WaitAsync(Soon);
        reading = stream.ReadAsync(new byte[1]).AsTask();
        stream.IsAsked.ShouldBeFalse();
        await chargePoint.GetStream().WriteAsync(new byte[1]);
        await reading.WaitAsync(Soon);
    }

    [Fact]
    public async Task Says_nothing_of_a_connection_that_is_over()
    {
        chargePoint.Client.Close(0);
        for (var i = 0; i < 3; i++)
            await stream.PingAsync().WaitAsync(Soon);
        await stream.DisposeAsync();
        await stream.PingAsync().WaitAsync(Soon);
    }

    /// <summary>The length of the next message, and what all of it consists of.</summary>
    private static async Task<(int Length, byte Content)> ReceiveAsync(WebSocket client)
    {
        var (length, buffer) = (0, new byte[1 << 16]);
        while (true)
        {
            var part = await client.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).AsTask().WaitAsync(Soon);
            buffer.AsSpan(0, part.Count).IndexOfAnyExcept(buffer[0]).ShouldBe(-1);
            length += part.Count;
            if (part.EndOfMessage)
                return (length, buffer[0]);
        }
    }
}
