using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Csms.Domain;
using Csms.Domain.Access;
using Csms.Domain.Anomalies;
using Csms.Domain.Assignments;
using Csms.Domain.Bills;
using Csms.Domain.Calls;
using Csms.Domain.Certificates;
using Csms.Domain.ChargePoints;
using Csms.Domain.ChargingProfiles;
using Csms.Domain.Files;
using Csms.Domain.Outages;
using Csms.Domain.Places;
using Csms.Domain.ReRatings;
using Csms.Domain.Reservations;
using Csms.Domain.SecurityEvents;
using Csms.Domain.Tariffs;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.EventStore;
using Csms.Host.Api.Requests;
using Csms.Host.Commands;

namespace Csms.Host.Api.Events;

/// <summary>A stream of any kind being folded, event by event.</summary>
internal sealed class StreamFold
{
    // Values are spelled as in events: this is for people who hold the two beside each other.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new InstantConverter() },
    };

    private readonly string type;
    private readonly Func<object, object, object> evolve;
    private object state;
    private RecordedEvent? last;

    private StreamFold(string type, object initial, Func<object, object, object> evolve) => (this.type, state, this.evolve) = (type, initial, evolve);

    /// <summary>Null when this program has no such kind of stream.</summary>
    public static StreamFold? Of(string streamId) => streamId switch
    {
        _ when Is(streamId, ChargePoint.StreamType) => Of(Streams.ChargePoints),
        _ when Is(streamId, Transaction.StreamType) => Of(Streams.Transactions),
        _ when Is(streamId, Token.StreamType) => Of(Streams.Tokens),
        _ when Is(streamId, Reservation.StreamType) => Of(Streams.Reservations),
        _ when Is(streamId, ChargePointProfiles.StreamType) => Of(Streams.ChargingProfiles),
        _ when Is(streamId, StoredFile.StreamType) => Of(Streams.Files),
        _ when Is(streamId, Certificate.StreamType) => Of(Streams.Certificates),
        _ when Is(streamId, Call.StreamType) => Of(Streams.Calls),
        _ when Is(streamId, Entrance.StreamType) => Of(Streams.Entrances),
        _ when Is(streamId, SecurityAlarm.StreamType) => Of(Streams.SecurityAlarms),
        _ when Is(streamId, VersionedTariff.StreamType) => Of(Streams.Tariffs),
        _ when Is(streamId, Assignment.StreamType) => Of(Streams.Assignments),
        _ when Is(streamId, Place.StreamType) => Of(Streams.Places),
        _ when Is(streamId, OutageExclusion.StreamType) => Of(Streams.OutageExclusions),
        _ when Is(streamId, Bill.StreamType) => Of(Streams.Bills),
        _ when Is(streamId, ReRating.StreamType) => Of(Streams.ReRatings),
        _ when Is(streamId, FoundAnomaly.StreamType) => Of(Streams.Anomalies),
        _ when Is(streamId, User.StreamType) => Of(Streams.Users),
        _ when Is(streamId, ApiKeyRecords.StreamType) => Of(Streams.ApiKeys),
        _ => null,
    };

    public void Add(RecordedEvent recorded)
    {
        if (StoredEvents.Read(recorded.Type, recorded.Data.Span) is { } e)
            state = evolve(state, e);
        last = recorded;
    }

    /// <summary>Null before the first event.</summary>
    public StreamStateView? View() => last is null ? null : new(last.StreamId, type, last.Version, last.Sequence, last.Timestamp, Write(state));

    private static StreamFold Of<TState, TEvent, TCommand>(StreamKind<TState, TEvent, TCommand> kind)
        where TState : notnull
        where TEvent : notnull =>
        new(kind.Type, kind.Initial, (state, e) => e is TEvent known ? kind.Evolve((TState)state, known) : state);

    private static bool Is(string streamId, string type) => streamId.StartsWith(type + "-", StringComparison.Ordinal);

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
