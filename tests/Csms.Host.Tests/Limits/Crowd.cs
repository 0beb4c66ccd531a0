using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Csms.Host.Tests.Limits;

/// <summary>Connections of people who are up to no good, from addresses of their own: all of 127.0.0.0/8 is this machine.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly List<Socket> sockets = [];
    private readonly CancellationTokenSource leaving = new();
    private Task dripping = Task.CompletedTask;

    public static IPAddress AddressOf(int number) => new([127, 0, (byte)(1 + (number / 200)), (byte)(2 + (number % 200))]);

    /// <summary>Opens connections and says so little on them that nothing comes of it.</summary>
    public async Task OpenAsync(Uri to, int count, int addresses, ReadOnlyMemory<byte> said)
    {
        for (var i = 0; i < count; i++)
        {
            if (await TryFromAsync(AddressOf(i % addresses), to) is { } socket)
                await SayAsync(socket, said);
        }
    }

    /// <summary>Clients that send a request's headers byte by byte.</summary>
    public async Task DripAsync(Uri to, int count, int addresses)
    {
        var slow = new List<Socket>();
        for (var i = 0; i < count; i++)
        {
            if (await TryFromAsync(AddressOf(i % addresses), to) is { } socket)
                slow.Add(socket);
        }

        foreach (var socket in slow)
            await SayAsync(socket, "GET /ocpp/SLOW HTTP/1.1\r\nHost: "u8.ToArray());
        dripping = KeepDrippingAsync(slow);
    }

    /// <summary>One try of the door of charge points.</summary>
    /// <returns>The status of the answer, and how long it says to wait.</returns>
    public static async Task<(int Status, string? RetryAfter)> KnockAsync(Uri to, IPAddress from, string id, string password)
    {
        using var socket = await FromAsync(from, to);
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{password}"));
        var request = $"GET /ocpp/{id} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: ocpp1.6\r\nAuthorization: Basic {credentials}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[4096];
        var length = await socket.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20));
        var lines = Encoding.ASCII.GetString(buffer, 0, length).Split("\r\n");
        return (int.Parse(lines[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), lines.FirstOrDefault(l => l.StartsWith("Retry-After: ", StringComparison.Ordinal))?[13..]);
    }

    public static async Task<Socket> FromAsync(IPAddress address, Uri to)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        await socket.ConnectAsync(IPAddress.Loopback, to.Port).WaitAsync(TimeSpan.FromSeconds(20));
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await dripping;
        foreach (var socket in sockets)
        {
            // Without a trace in the table of ports: there are many.
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }

        leaving.Dispose();
    }

    /// <summary>Null when it was turned away before it was through.</summary>
    private async Task<Socket?> TryFromAsync(IPAddress address, Uri to)
    {
        try
        {
            var socket = await FromAsync(address, to);
            sockets.Add(socket);
            return socket;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private async Task KeepDrippingAsync(List<Socket> slow)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                foreach (var socket in slow)
                    await SayAsync(socket, "x"u8.ToArray());
            }
        }
        catch (OperationCanceledException)
        {
            // They have had enough.
        }
    }

    private static async Task SayAsync(Socket socket, ReadOnlyMemory<byte> said)
    {
        try
        {
            await socket.SendAsync(said);
        }
        catch (SocketException)
        {
            // Turned away already.
        }
    }
}
