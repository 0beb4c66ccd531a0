using System.Diagnostics;
using Csms.Domain;
using Csms.EventStore;
using Csms.Host.Telemetry;

namespace Csms.Host.Commands;

/// <summary>A stream folded up to a version.</summary>
internal readonly record struct Loaded<TState>(TState State, long Version);

/// <summary>What became of a command: the state after it, the events it caused, or why it was refused.</summary>
/// <param name="Sequence">Place in the feed of the last event stored; 0 when nothing was.</param>
internal sealed record Outcome<TState>(Loaded<TState> Loaded, long Sequence, Rejection? Rejection)
{
    public TState State => Loaded.State;

    /// <summary>Place in the feed of the first event stored; 0 when nothing was.</summary>
    public long FirstSequence { get; init; }
}

/// <summary>What is stored in the same commit as the events.</summary>
internal sealed record StoredAlong(string? Alias = null, IReadOnlyList<ErasableContent>? Contents = null);

/// <summary>Load, decide, append; again when someone else was faster. The only way events come to be.</summary>
internal sealed partial class CommandRunner(PostgresEventStore store, ILogger<CommandRunner>? logger = null)
{
    // A stream that conflicts this often in a row is not contended but broken.
    private const int MostAttempts = 50;

    public async Task<Loaded<TState>> LoadAsync<TState, TEvent, TCommand>(
        StreamKind<TState, TEvent, TCommand> kind, string streamId, CancellationToken cancellationToken, Loaded<TState>? from = null, AsOf? asOf = null)
        where TEvent : notnull
    {
        // What was in the past is folded from the events alone, and a state in memory is newer than any snapshot.
        var snapshots = from is null && asOf is null ? kind.Snapshots : null;
        var begin = from ?? (snapshots is null ? null : await ReadSnapshotAsync(snapshots, streamId, cancellationToken)) ?? new Loaded<TState>(kind.Initial, 0);
        var (state, version) = begin;
        var knowsAll = true;
        await foreach (var recorded in store.ReadStreamAsync(streamId, cancellationToken, version, asOf))
        {
            var read = StoredEvents.Read(recorded.Type, recorded.Data.Span);
            if (read is TEvent e)
                state = kind.Evolve(state, e);
            knowsAll &= read is not null;
            version = recorded.Version;
        }

        var loaded = new Loaded<TState>(state, version);
        // A node of an older release passes over what a newer one has stored; that is no state to begin with for the newer one.
        if (snapshots is not null && knowsAll && version - begin.Version >= WorthASnapshot)
            await SaveSnapshotAsync(snapshots, streamId, loaded, cancellationToken);
        return loaded;
    }

    /// <summary>What events of a stream that were read already fold to.</summary>
    public static TState Fold<TState, TEvent, TCommand>(StreamKind<TState, TEvent, TCommand> kind, IEnumerable<RecordedEvent> stream)
        where TEvent : notnull =>
        stream.Select(recorded => StoredEvents.Read(recorded.Type, recorded.Data.Span)).OfType<TEvent>().Aggregate(kind.Initial, kind.Evolve);

    /// <summary>Decides on <paramref name="from"/> (or on the stream as it is now) and stores what follows. Completes after the commit.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database is away; the caller's state is stale from then on.</exception>
    public async Task<Outcome<TState>> RunAsync<TState, TEvent, TCommand>(
        StreamKind<TState, TEvent, TCommand> kind,
        string streamId,
        TCommand command,
        EventMetadata metadata,
        CancellationToken cancellationToken,
        Loaded<TState>? from = null,
        StoredAlong? along = null)
        where TEvent : notnull
    {
        metadata = Causality.Complete(metadata);
        var loaded = from ?? await LoadAsync(kind, streamId, cancellationToken);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var decision = kind.Decide(command, loaded.State);
            if (decision.Rejection is { } rejection)
                return new Outcome<TState>(loaded, 0, rejection);
            if (decision.Events.Count == 0)
                return new Outcome<TState>(loaded, 0, null);

            var append = new StreamAppend(streamId, kind.Type, loaded.Version, Serialize(decision.Events, metadata))
            {
                Alias = along?.Alias,
                IsUrgent = kind.IsUrgent,
                CanWait = kind.CanWait(command),
                Contents = along?.Contents ?? [],
            };
            using var span = MessageMetrics.Traces.StartActivity("append");
            switch (await store.AppendAsync(append, cancellationToken))
            {
                case AppendResult.Appended appended:
                    // Where the projections will have it.
                    span?.SetTag("csms.stream_type", kind.Type).SetTag("csms.sequence", appended.LastSequence);
                    if (kind.Snapshots is not null && appended.Version / WorthASnapshot > loaded.Version / WorthASnapshot)
                        await RenewSnapshotAsync(kind, streamId, cancellationToken);
                    var state = decision.Events.Aggregate(loaded.State, kind.Evolve);
                    return new Outcome<TState>(new Loaded<TState>(state, appended.Version), appended.LastSequence, null)
                    {
                        FirstSequence = appended.LastSequence - append.Events.Count + 1,
                    };
                case AppendResult.Conflict:
                    loaded = await LoadAsync(kind, streamId, cancellationToken, from: loaded);
                    break;
            }
        }

        throw new UnreachableException($"Stream {streamId} conflicted {MostAttempts} times in a row.");
    }

    private static NewEvent[] Serialize<TEvent>(IReadOnlyList<TEvent> events, EventMetadata metadata)
        where TEvent : notnull
    {
        var serialized = new NewEvent[events.Count];
        for (var i = 0; i < serialized.Length; i++)
        {
            var (type, dotNetType, data) = StoredEvents.Write(events[i]);
            serialized[i] = new NewEvent(Guid.CreateVersion7(), type, dotNetType, data, metadata);
        }

        return serialized;
    }
}
