using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Malformed;

/// <summary>Thousands of malformed messages over real sockets: each is answered or ends its connection as the rules say, none is a bug, what was refused was
/// not stored, and a charge point beside them notices nothing.</summary>
public sealed class SendingNonsense(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private const int Messages = 200;
    private readonly ConcurrentDictionary<int, long> epochs = new();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Is_answered_by_the_rules_while_others_charge()
    {
        var seeds = Enumerable.Range(1, 16).ToArray();
        foreach (var seed in seeds)
            await csms.RegisterAsync(IdOf(seed));
        await using var bystander = await Station.ConnectAsync(csms);
        await bystander.BootsAsync();
        var transactionId = await bystander.IsChargingAsync();

        var sending = Task.WhenAll(seeds.Select(seed => Task.Run(() => SendAsync(seed))));
        var register = 1000;
        while (!sending.IsCompleted)
        {
            await bystander.BeatsAsync();
            await bystander.MetersAsync((++register).ToString(CultureInfo.InvariantCulture), transactionId: transactionId);
        }

        var refused = (await sending).SelectMany(causes => causes).ToHashSet();
        await bystander.StopsAsync(transactionId, "Local", meterStop: register);
        await bystander.HasStoppedAsync(transactionId, "Local");
        ((long?)(await bystander.TransactionAsync(transactionId))["energyWh"]).ShouldBe(register - 1000);
        (await bystander.EventsOfAsync(transactionId)).Count.ShouldBe(register - 1000 + 2);

        (await CausesAsync()).Intersect(refused).ShouldBeEmpty("what was refused was stored");
    }

    /// <returns>What the events of refused messages would name as their cause.</returns>
    private async Task<List<string>> SendAsync(int seed)
    {
        var nonsense = new Nonsense(seed);
        var refused = new List<string>();
        var wire = await ConnectAsync(seed);
        try
        {
            for (var i = 0; i < Messages; i++)
            {
                var message = nonsense.Next();
                await wire.SendAsync(message, WebSocketMessageType.Text, true, CancellationToken.None);
                if (Verdict.EndsTheConnection(message))
                {
                    (await EndAsync(wire)).ShouldBe(WebSocketCloseStatus.InvalidPayloadData, Failure(seed, i, message));
                    wire.Dispose();
                    wire = await ConnectAsync(seed);
                    continue;
                }

                var answers = await AnswersAsync(wire, $"sync-{i}", Failure(seed, i, message));
                var wrong = Verdict.Against(message, answers);
                (wrong is null).ShouldBeTrue($"{wrong}: {string.Join(' ', answers.Select(a => a.ToJsonString()))}; {Failure(seed, i, message)}");
                // Its own id: a mutated one may be that of several messages.
                if (answers is [[JsonValue type, JsonValue id, ..]] && (int)type == 4 && (string)id! == $"f{i + 1}")
                    refused.Add($"ocpp:{IdOf(seed)}/{epochs[seed]}/{(string)id!}");
            }

            return refused;
        }
        finally
        {
            wire.Dispose();
        }
    }

    /// <summary>What is answered before a Heartbeat that is sent behind the message is the answer to the message.</summary>
    private static async Task<List<JsonArray>> AnswersAsync(ClientWebSocket wire, string sync, string failure)
    {
        await wire.SendAsync(Encoding.UTF8.GetBytes($"""[2,"{sync}","Heartbeat",{"{}"}]"""), WebSocketMessageType.Text, true, CancellationToken.None);
        var answers = new List<JsonArray>();
        while (true)
        {
            var frame = await ReceiveAsync(wire);
            if (frame is null)
                throw new InvalidOperationException($"The connection was closed ({wire.CloseStatus} {wire.CloseStatusDescription}); {failure}");
            if ((string?)frame[1] == sync)
                return answers;
            answers.Add(frame);
        }
    }

    private static async Task<JsonArray?> ReceiveAsync(ClientWebSocket wire)
    {
        var buffer = new byte[1 << 16];
        var length = 0;
        while (true)
        {
            var part = await wire.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None).AsTask().WaitAsync(Patience);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            length += part.Count;
            if (part.EndOfMessage)
                return JsonNode.Parse(buffer.AsSpan(0, length))!.AsArray();
        }
    }

    private static async Task<WebSocketCloseStatus?> EndAsync(ClientWebSocket wire)
    {
        try
        {
            while (await ReceiveAsync(wire) is not null)
            {
                // Answers that were under way.
            }
        }
        catch (WebSocketException)
        {
            // Whoever hangs up on a broken stream may be gone before its last word is read.
            return WebSocketCloseStatus.InvalidPayloadData;
        }

        return wire.CloseStatus;
    }

    private async Task<ClientWebSocket> ConnectAsync(int seed)
    {
        var wire = new ClientWebSocket();
        wire.Options.AddSubProtocol("ocpp1.6");
        await wire.ConnectAsync(new Uri(csms.Ocpp, IdOf(seed)), CancellationToken.None).WaitAsync(Patience);
        epochs[seed] = epochs.GetValueOrDefault(seed) + 1;
        return wire;
    }

    private async Task<HashSet<string>> CausesAsync()
    {
        var causes = new HashSet<string>();
        for (long after = 0; await csms.Store.ReadFeedAsync(after, 1000, CancellationToken.None) is { Count: > 0 } page; after = page[^1].Sequence)
            causes.UnionWith(page.Select(e => e.Metadata.CausationId).OfType<string>());
        causes.ShouldContain(cause => cause.StartsWith("ocpp:NONSENSE-", StringComparison.Ordinal), "nothing was stored at all");
        return causes;
    }

    private static string IdOf(int seed) => $"NONSENSE-{seed}";

    private static string Failure(int seed, int number, byte[] message) => $"seed {seed}, message {number}: {Verdict.Shown(message)}";
}
