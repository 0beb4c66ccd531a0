using Csms.EventStore;

namespace Csms.Host.Reactions;

/// <summary>A rule that follows the feed and acts on what happened: "whenever … then …".</summary>
/// <remarks>Every event is given at least once, in order, on one node at a time; after a crash some come again. What a reaction does must
/// therefore be idempotent: by the version a stream must have, by a decider that answers a repetition with nothing, by the idempotency key of
/// a call. A new reaction is given the whole history first, so whoever sends something to a charge point looks at the age of the event.</remarks>
internal interface IReaction
{
    /// <summary>Key of its checkpoint: for ever.</summary>
    string Name { get; }

    /// <summary>Stored names of the events it wants.</summary>
    IReadOnlyCollection<string> Types { get; }

    /// <summary>Events are given from some place of the feed on, perhaps one that was passed already; what was remembered of those before may be out of date.</summary>
    void Begin()
    {
    }

    /// <summary>Whether the event is to be dealt with at all. Asked in order, before the settle window is over, so that what nobody wants is not kept until then.</summary>
    bool Wants(RecordedEvent recorded, object domainEvent) => true;

    /// <summary>Deals with one event. A database that is away is waited for; any other failure is tried again a few times and then passed over.</summary>
    Task ReactAsync(RecordedEvent recorded, object domainEvent, CancellationToken cancellationToken);
}
