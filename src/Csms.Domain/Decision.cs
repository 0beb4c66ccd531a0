using System.Collections;
using System.Runtime.CompilerServices;

namespace Csms.Domain;

/// <summary>What a decider answers: the events that follow from a command (possibly none), or why the command is refused.</summary>
/// <typeparam name="TEvent">The closed set of events of the stream.</typeparam>
/// <remarks><c>default</c> is "no events": the command was already carried out.</remarks>
[CollectionBuilder(typeof(Decision), nameof(Decision.Of))]
public readonly record struct Decision<TEvent> : IEnumerable<TEvent>
{
    private readonly TEvent[]? events;

    internal Decision(TEvent[] events) => this.events = events;

    private Decision(Rejection rejection) => Rejection = rejection;

    /// <summary>The events to append, in order; empty when nothing changes or the command is refused.</summary>
    public IReadOnlyList<TEvent> Events => events ?? [];

    /// <summary>Why the command is refused, or null when it is not. Only <c>Request…</c> commands are ever refused.</summary>
    public Rejection? Rejection { get; }

    /// <inheritdoc/>
    public IEnumerator<TEvent> GetEnumerator() => Events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A refusal is a decision.</summary>
    public static implicit operator Decision<TEvent>(Rejection rejection) => new(rejection);
}

/// <summary>Builds <see cref="Decision{TEvent}"/> from collection expressions.</summary>
public static class Decision
{
    /// <summary>A decision of these events.</summary>
    public static Decision<TEvent> Of<TEvent>(ReadOnlySpan<TEvent> events) => new(events.ToArray());
}

/// <summary>Why a request is refused: a stable code for programs (snake_case) and a sentence for people.</summary>
public sealed record Rejection(string Code, string Reason);
