using System.Globalization;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Conformance;

namespace Csms.Host.Tests.Quirks;

/// <summary>Plays what a charge point was seen to send, and holds what it was answered against what it should be.</summary>
internal static class Replay
{
    extension(Station station)
    {
        /// <summary>Lines of frames: <c>&gt;</c> from the charge point, <c>&lt;</c> to it. <c>{tag}</c> is an idTag that is accepted, <c>{tx}</c> the number that the
        /// last start was given; <c>"*"</c> in an answer is anything.</summary>
        /// <returns>The number of the last transaction that was started.</returns>
        public async Task<int> ReplaysAsync(string script)
        {
            var transactionId = 0;
            string? sent = null;
            foreach (var line in script.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var frame = line[2..].Replace("{tag}", station.IdTag, StringComparison.Ordinal)
                    .Replace("{tx}", transactionId.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                if (line[0] == '>')
                {
                    sent = frame;
                    continue;
                }

                var expected = JsonNode.Parse(frame)!.AsArray();
                var answer = await station.Wire.SendForFrameAsync(sent!, (string)expected[1]!);
                IsAs(expected, answer).ShouldBeTrue($"{sent}\nshould be answered {frame}\nand was {answer.ToJsonString()}");
                transactionId = answer[2] is JsonObject payload && payload["transactionId"] is { } number ? (int)number : transactionId;
            }

            station.IsLeftAlone();
            return transactionId;
        }
    }

    extension(CsmsFixture csms)
    {
        /// <summary>What the charge point's messages became, in order: the event's type and the numbers of the repairs in its metadata.</summary>
        public async Task<IReadOnlyList<string>> RepairedAsync(string chargePointId)
        {
            var events = new List<string>();
            for (long after = 0; await csms.Store.ReadFeedAsync(after, 1000, CancellationToken.None) is { Count: > 0 } page; after = page[^1].Sequence)
            {
                events.AddRange(page
                    .Where(e => e.Metadata.Actor == $"charge-point:{chargePointId}" && e.Type is not ("charge_point_connected" or "charge_point_disconnected" or "call_sent" or "authorization_decided"))
                    .Select(e => string.Join(' ', (string[])[e.Type, .. e.Metadata.Repairs ?? []])));
            }

            return events;
        }
    }

    private static bool IsAs(JsonNode? expected, JsonNode? seen) => (expected, seen) switch
    {
        (JsonValue value, not null) when value.ToJsonString() == "\"*\"" => true,
        (JsonObject wanted, JsonObject got) => wanted.Count == got.Count && wanted.All(member => got.TryGetPropertyValue(member.Key, out var other) && IsAs(member.Value, other)),
        (JsonArray wanted, JsonArray got) => wanted.Count == got.Count && wanted.Zip(got).All(pair => IsAs(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(expected, seen),
    };
}
