using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace Csms.Host.Tests;

/// <summary>A WebSocket that speaks OCPP-J frame by frame, for tests that assert on frames.</summary>
internal sealed class RawChargePoint : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket socket;
    private readonly Channel<JsonArray> calls = Channel.CreateUnbounded<JsonArray>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonArray>> answers = new();
    private readonly Task receiving;
    private int lastId;

    private RawChargePoint(ClientWebSocket socket)
    {
        this.socket = socket;
        receiving = ReceiveAsync();
    }

    public static async Task<RawChargePoint> ConnectAsync(Uri ocpp, string identity, string? password = null, Action<ClientWebSocketOptions>? configure = null, HttpMessageInvoker? over = null)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("ocpp1.6");
        socket.Options.CollectHttpResponseDetails = true;
        if (password is not null)
            socket.Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{identity}:{password}")));
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(new Uri(ocpp, Uri.EscapeDataString(identity)), over, CancellationToken.None).WaitAsync(Patience);
        return new RawChargePoint(socket);
    }

    public WebSocketCloseStatus? CloseStatus => socket.CloseStatus;

    /// <summary>Completes when the other side closed.</summary>
    public Task Closed => receiving.WaitAsync(Patience);

    /// <summary>Sends a CALL and returns the whole answer frame.</summary>
    public Task<JsonArray> CallForFrameAsync(string action, string payload, string? id = null)
    {
        id ??= $"m{Interlocked.Increment(ref lastId)}";
        return SendForFrameAsync($"[2,{JsonSerializer.Serialize(id)},{JsonSerializer.Serialize(action)},{payload}]", id);
    }

    /// <summary>Sends a text as it is and returns the CALLRESULT or CALLERROR with this id.</summary>
    public async Task<JsonArray> SendForFrameAsync(string text, string id, int largestFragment = int.MaxValue)
    {
        var answer = new TaskCompletionSource<JsonArray>(TaskCreationOptions.RunContinuationsAsynchronously);
        answers[id] = answer;
        var fragments = Encoding.UTF8.GetBytes(text).Chunk(largestFragment).DefaultIfEmpty([]).ToArray();
        for (var i = 0; i < fragments.Length; i++)
            await socket.SendAsync(fragments[i], WebSocketMessageType.Text, endOfMessage: i == fragments.Length - 1, CancellationToken.None);
        return await answer.Task.WaitAsync(Patience);
    }

    /// <summary>Sends a CALL and returns the payload of its CALLRESULT; a CALLERROR fails the test.</summary>
    public async Task<JsonObject> CallAsync(string action, string payload)
    {
        var frame = await CallForFrameAsync(action, payload);
        ((int?)frame[0]).ShouldBe(3, frame.ToJsonString());
        return frame[2]!.AsObject();
    }

    public Task SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendBytesAsync(byte[] bytes, WebSocketMessageType type) => socket.SendAsync(bytes, type, true, CancellationToken.None);

    /// <summary>The next CALL of the central system: [2, id, action, payload].</summary>
    public async Task<JsonArray> ReceiveCallAsync() => await calls.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public Task AnswerAsync(JsonArray call, string payload) => SendAsync($"[3,{call[1]!.ToJsonString()},{payload}]");

    public bool HasCall => calls.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await receiving;
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var message = new ArrayBufferWriter<byte>();
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(message.GetMemory(4096), CancellationToken.None);
                if (part.MessageType == WebSocketMessageType.Close)
                    return;
                message.Advance(part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.WrittenSpan)!.AsArray());
                message.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Cut off: the test looks at what it got until then.
        }
    }

    private void Take(JsonArray frame)
    {
        if ((int?)frame[0] == 2)
            calls.Writer.TryWrite(frame);
        else if (answers.TryRemove((string)frame[1]!, out var answer))
            answer.TrySetResult(frame);
    }
}
