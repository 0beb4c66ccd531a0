using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Csms.Bench.Load.Targets;

/// <summary>The least that can be done: a Kestrel WebSocket server that looks for the message id and the action and answers with canned bytes; with a database,
/// after the commit of one insert per message that a CSMS has to store. It parses nothing, checks nothing and knows nothing.</summary>
internal static class FloorServer
{
    public const string Ready = "Ready on port ";
    private const int Buffer = 4096;

    public static async Task RunAsync(string? connectionString)
    {
        await using var inserts = connectionString is null ? null : await GroupInsert.OpenAsync(connectionString);
        await using var app = await StartAsync(inserts);
        Console.WriteLine(Ready + PortOf(app));
        await app.WaitForShutdownAsync();
    }

    public static int PortOf(WebApplication app) => new Uri(app.Urls.First()).Port;

    public static async Task<WebApplication> StartAsync(GroupInsert? inserts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(http => ServeAsync(http, inserts));
        await app.StartAsync();
        return app;
    }

    private static async Task ServeAsync(HttpContext http, GroupInsert? inserts)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        var (received, answer) = (new byte[Buffer], new byte[512]);
        var ticket = inserts is null ? null : new InsertTicket(http.Request.Path);
        try
        {
            while (true)
            {
                var message = await socket.ReceiveAsync(received.AsMemory(), CancellationToken.None);
                if (message.MessageType == WebSocketMessageType.Close)
                    return;
                var call = received.AsMemory(0, message.Count);
                var (length, isStored) = Answer(call.Span, answer);
                if (isStored && inserts is not null)
                    await inserts.InsertAsync(ticket!, call);
                await socket.SendAsync(answer.AsMemory(0, length), WebSocketMessageType.Text, true, CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // Gone.
        }
    }

    // [2,"id","Action",…
    private static (int Length, bool IsStored) Answer(ReadOnlySpan<byte> call, Span<byte> answer)
    {
        var id = call[4..(4 + call[4..].IndexOf((byte)'"'))];
        var action = call[(id.Length + 7)..];
        "[3,\""u8.CopyTo(answer);
        id.CopyTo(answer[4..]);
        var (canned, isStored) = action[0] switch
        {
            (byte)'H' => (Heartbeat, false),
            (byte)'A' => (Authorize, false),
            (byte)'B' => (Boot, true),
            (byte)'S' when action[3] == 'r' => (Start, true),
            _ => (Empty, true),
        };
        canned.CopyTo(answer[(4 + id.Length)..]);
        return (4 + id.Length + canned.Length, isStored);
    }

    private static readonly byte[] Heartbeat = Encoding.UTF8.GetBytes("\",{\"currentTime\":\"2026-01-01T00:00:00.000Z\"}]");
    private static readonly byte[] Authorize = Encoding.UTF8.GetBytes("\",{\"idTagInfo\":{\"status\":\"Accepted\"}}]");
    private static readonly byte[] Boot = Encoding.UTF8.GetBytes("\",{\"status\":\"Accepted\",\"currentTime\":\"2026-01-01T00:00:00.000Z\",\"interval\":300}]");
    private static readonly byte[] Start = Encoding.UTF8.GetBytes("\",{\"transactionId\":1,\"idTagInfo\":{\"status\":\"Accepted\"}}]");
    private static readonly byte[] Empty = Encoding.UTF8.GetBytes("\",{}]");
}
