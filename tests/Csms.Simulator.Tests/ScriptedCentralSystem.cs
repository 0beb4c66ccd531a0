using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Csms.Simulator.Tests;

/// <summary>The smallest central system there is: it answers everything with Accepted unless a test has told it otherwise, and calls charge points.</summary>
internal sealed class ScriptedCentralSystem : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<JsonElement, string?>>> scripted = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> calls = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private volatile WebSocket? newest;
    private int numbers = 4100;

    private ScriptedCentralSystem(WebApplication app) => this.app = app;

    public Uri Url => new($"{app.Urls.First().Replace("http", "ws", StringComparison.Ordinal)}/ocpp");

    public static string Now => DateTimeOffset.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Headers of the last handshake.</summary>
    public IHeaderDictionary Headers { get; private set; } = new HeaderDictionary();

    /// <summary>When set, handshakes end with this HTTP status.</summary>
    public int? RefuseWith { get; set; }

    public static async Task<ScriptedCentralSystem> OpenAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null) listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        var central = new ScriptedCentralSystem(app);
        app.UseWebSockets();
        app.Run(central.ServeAsync);
        await app.StartAsync();
        return central;
    }

    /// <summary>The answer to the next call of an action: a payload for CALLRESULT, a text that begins with "!" for a CALLERROR of that code, null for silence.</summary>
    public void AnswerNext(string action, Func<JsonElement, string?> answer) =>
        scripted.GetOrAdd(action, _ => new ConcurrentQueue<Func<JsonElement, string?>>()).Enqueue(answer);

    public void AnswerNext(string action, string? answer) => AnswerNext(action, _ => answer);

    /// <summary>Sends a CALL over the newest connection; its answer's whole frame.</summary>
    public async Task<JsonElement> CallAsync(string action, string payload)
    {
        var id = Guid.NewGuid().ToString();
        var answer = calls[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(newest!, $"""[2,"{id}","{action}",{payload}]""");
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>The status member of the CALLRESULT.</summary>
    public async Task<string?> StatusOfAsync(string action, string payload) => (await CallAsync(action, payload))[2].GetProperty("status").GetString();

    public Task SendRawAsync(string text) => SendAsync(newest!, text);

    public async ValueTask DisposeAsync()
    {
        newest?.Abort();
        await app.DisposeAsync();
        sending.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        Headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
        if (RefuseWith is { } status || !context.WebSockets.WebSocketRequestedProtocols.Contains("ocpp1.6"))
        {
            context.Response.StatusCode = RefuseWith ?? 400;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync("ocpp1.6");
        newest = socket;
        try
        {
            while (await ReadAsync(socket) is { } text) await TakeAsync(socket, JsonElement.Parse(text));
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (Exception end) when (end is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The charge point went away without a word.
        }
    }

    private async Task TakeAsync(WebSocket socket, JsonElement frame)
    {
        var id = frame[1].GetString()!;
        if (frame[0].GetInt32() != 2)
        {
            if (calls.TryRemove(id, out var call)) call.SetResult(frame);
            return;
        }

        var (action, payload) = (frame[2].GetString()!, frame[3]);
        var answer = scripted.TryGetValue(action, out var script) && script.TryDequeue(out var next) ? next(payload) : Usual(action);
        if (answer is null) return;
        await SendAsync(socket, answer.StartsWith('!') ? $"""[4,"{id}","{answer[1..]}","",{Empty}]""" : $"""[3,"{id}",{answer}]""");
    }

    private const string Empty = "{}";

    private string Usual(string action) => action switch
    {
        "BootNotification" => $$"""{"status":"Accepted","currentTime":"{{Now}}","interval":300}""",
        "Heartbeat" => $$"""{"currentTime":"{{Now}}"}""",
        "Authorize" => """{"idTagInfo":{"status":"Accepted"}}""",
        "StartTransaction" => $$$"""{"transactionId":{{{Interlocked.Increment(ref numbers)}}},"idTagInfo":{"status":"Accepted"}}""",
        _ => Empty,
    };

    private async Task SendAsync(WebSocket socket, string text)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    private static async Task<string?> ReadAsync(WebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(message.ToArray());
        }
    }
}
