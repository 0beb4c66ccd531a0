using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Csms.Domain;
using Csms.Domain.Calls;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Reservations;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Api.Requests;
using Csms.Host.Commands;

namespace Csms.Host.Api.Events;

/// <summary>What a stream folds to.</summary>
/// <param name="Type">charge-point, transaction, token, call, reservation, charging-profiles or file.</param>
/// <param name="Version">Version of the last event that is in it.</param>
/// <param name="Sequence">Place of that event in the feed.</param>
/// <param name="RecordedAt">When that event was recorded.</param>
/// <param name="State">The aggregate; its members depend on the type and are spelled as in events.</param>
internal sealed record StreamStateView(string StreamId, string Type, long Version, long Sequence, DateTimeOffset RecordedAt, JsonElement State)
{
    public static StreamStateView Example { get; } = new(
        "token-7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77",
        "token",
        2,
        640,
        new(2026, 1, 31, 11, 0, 0, TimeSpan.Zero),
        JsonElement.Parse("""{"exists":true,"tokenId":"7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77","status":"Blocked"}"""));
}

/// <summary>Folds any stream, as it is or as it was.</summary>
internal sealed class StreamStates(PostgresEventStore store)
{
    // Values are spelled as in events: this is for people who hold the two beside each other.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new InstantConverter() },
    };

    /// <summary>Null when the stream has no event, or had none then.</summary>
    public Task<StreamStateView?> FoldAsync(string streamId, AsOf? asOf, CancellationToken cancellationToken)
    {
        if (Is(streamId, ChargePoint.StreamType))
            return FoldAsync(Streams.ChargePoints, streamId, asOf, cancellationToken);
        if (Is(streamId, Transaction.StreamType))
            return FoldAsync(Streams.Transactions, streamId, asOf, cancellationToken);
        if (Is(streamId, Token.StreamType))
            return FoldAsync(Streams.Tokens, streamId, asOf, cancellationToken);
        if (Is(streamId, Reservation.StreamType))
            return FoldAsync(Streams.Reservations, streamId, asOf, cancellationToken);
        if (Is(streamId, ChargePointProfiles.StreamType))
            return FoldAsync(Streams.ChargingProfiles, streamId, asOf, cancellationToken);
        if (Is(streamId, StoredFile.StreamType))
            return FoldAsync(Streams.Files, streamId, asOf, cancellationToken);
        return Is(streamId, Call.StreamType)
            ? FoldAsync(Streams.Calls, streamId, asOf, cancellationToken)
            : Task.FromResult<StreamStateView?>(null);
    }

    private static bool Is(string streamId, string type) => streamId.StartsWith(type + "-", StringComparison.Ordinal);

    private async Task<StreamStateView?> FoldAsync<TState, TEvent, TCommand>(
        StreamKind<TState, TEvent, TCommand> kind, string streamId, AsOf? asOf, CancellationToken cancellationToken)
        where TState : notnull
        where TEvent : notnull
    {
        var state = kind.Initial;
        RecordedEvent? last = null;
        await foreach (var recorded in store.ReadStreamAsync(streamId, cancellationToken, asOf: asOf))
        {
            if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is TEvent e)
                state = kind.Evolve(state, e);
            last = recorded;
        }

        return last is null ? null : new(streamId, kind.Type, last.Version, last.Sequence, last.Timestamp, Write(state));
    }

    private static JsonElement Write(object state)
    {
        var members = JsonSerializer.SerializeToNode(state, state.GetType(), Json)!.AsObject();
        if (state is Call or Transaction or Reservation or StoredFile)
            members.Insert(0, "status", JsonNamingPolicy.CamelCase.ConvertName(state.GetType().Name));
        if (state is Call.Ended call)
        {
            members["outcome"] = Told(call.Outcome);
            if (call.Effect is not null)
                members["effect"] = Told(call.Effect);
        }

        if (state is Reservation.Over over)
            members["end"] = Told(over.End);
        return JsonSerializer.SerializeToElement(members, Json);
    }

    /// <summary>One of several events, as it is stored.</summary>
    private static JsonObject Told(object domainEvent)
    {
        var stored = StoredEvents.Write(domainEvent);
        return new JsonObject { ["type"] = stored.Type, ["data"] = JsonNode.Parse(stored.Data) };
    }
}
