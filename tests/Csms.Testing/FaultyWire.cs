using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Csms.Testing;

/// <summary>A TCP relay on a free port of this machine that can be slow, silent, cut, or gone: the network between a client and a server, as networks are.</summary>
public sealed class FaultyWire : IAsyncDisposable
{
    private readonly EndPoint target;
    private readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly Task accepting;
    private volatile TaskCompletionSource speaking = Spoken();
    private volatile bool isGone;
    private long delayTicks;

    private FaultyWire(EndPoint target)
    {
        this.target = target;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(4096);
        accepting = AcceptAsync();
    }

    /// <summary>Where clients connect instead.</summary>
    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    /// <summary>How much later everything arrives, in each direction.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref delayTicks));
        set => Interlocked.Exchange(ref delayTicks, value.Ticks);
    }

    public static FaultyWire To(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    public static FaultyWire To(string socketFile) => new(new UnixDomainSocketEndPoint(socketFile));

    /// <summary>From now on nothing arrives, and nobody is told: half-open to both sides. What was sent arrives after <see cref="Speak"/>.</summary>
    public void FallSilent() => speaking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Speak() => speaking.TrySetResult();

    /// <summary>Resets every connection; new ones are taken.</summary>
    public void Cut()
    {
        foreach (var socket in open.Keys)
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It ended by itself just now.
            }

            socket.Dispose();
        }
    }

    /// <summary>Resets every connection, old or new, until <see cref="ComeBack"/>.</summary>
    public void Go()
    {
        isGone = true;
        Cut();
    }

    public void ComeBack() => isGone = false;

    public async ValueTask DisposeAsync()
    {
        Speak();
        listener.Dispose();
        Cut();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The wire is taken away.
        }
    }

    private async Task CarryAsync(Socket client)
    {
        using var server = new Socket(target.AddressFamily, SocketType.Stream, target is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            open.TryAdd(client, 0);
            open.TryAdd(server, 0);
            await server.ConnectAsync(target);
            if (isGone)
                client.LingerState = new LingerOption(true, 0);
            else
                await Task.WhenAny(CarryAsync(client, server), CarryAsync(server, client));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody there, or cut.
        }
        finally
        {
            open.TryRemove(client, out _);
            open.TryRemove(server, out _);
            client.Dispose();
        }
    }

    private async Task CarryAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int length; (length = await from.ReceiveAsync(buffer)) > 0;)
            {
                if (Delay is var delay && delay > TimeSpan.Zero)
                    await Task.Delay(delay);
                await speaking.Task;
                for (var sent = 0; sent < length;)
                    sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One end is the end of both.
        }
    }

    private static TaskCompletionSource Spoken()
    {
        var spoken = new TaskCompletionSource();
        spoken.SetResult();
        return spoken;
    }
}
