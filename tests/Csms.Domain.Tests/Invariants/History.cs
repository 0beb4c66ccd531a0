using System.Text.Json;

namespace Csms.Domain.Tests.Invariants;

/// <summary>Carries commands out one after another, as the host does, and keeps what came of them.</summary>
internal sealed class History<TCommand, TEvent, TState>(TState beginning, Func<TState, TEvent, TState> evolve, Func<TCommand, TState, Decision<TEvent>> decide)
    where TEvent : class
    where TState : notnull
{
    private readonly TState initial = beginning;

    public TState State { get; private set; } = beginning;

    public List<TEvent> Events { get; } = [];

    public History<TCommand, TEvent, TState> Carry(IEnumerable<TCommand> commands)
    {
        foreach (var command in commands) Carry(command);
        return this;
    }

    public void Carry(TCommand command)
    {
        var decision = decide(command, State);
        if (decision.Rejection is not null) decision.Events.ShouldBeEmpty();
        foreach (var e in decision.Events)
        {
            State = evolve(State, e);
            Events.Add(e);
        }
    }

    /// <summary>The state in memory is the state that another process folds from what was stored, and nothing of an event is lost on the way.</summary>
    public void ShouldFoldToTheSameState()
    {
        foreach (var e in Events) Text(Restored(e)).ShouldBe(Text(e));
        Text(Folded()).ShouldBe(Text(State));
    }

    /// <summary>What another process, which folds what was stored, makes of each of these commands.</summary>
    public IReadOnlyList<string> Decide(IEnumerable<TCommand> commands)
    {
        var folded = Folded();
        return [.. commands.SelectMany(command => decide(command, folded).Events).Select(Text)];
    }

    private static TEvent Restored(TEvent e)
    {
        var stored = StoredEvents.Write(e);
        return (TEvent)StoredEvents.Read(stored.Type, stored.Data)!;
    }

    // By reflection, so that a member which the stored form leaves out is seen here.
    private static string Text(object value) => value.GetType().Name + JsonSerializer.Serialize(value, value.GetType());

    private TState Folded() => Events.Select(Restored).Aggregate(initial, evolve);
}
