using System.Text;

namespace Csms.Domain.Tests;

/// <summary>Given what happened, when a command comes, then this happens. Events are compared by their stored JSON.</summary>
public abstract class Specification<TCommand, TEvent, TState>(TState initial, Func<TState, TEvent, TState> evolve, Func<TCommand, TState, Decision<TEvent>> decide)
    where TEvent : class
{
    private protected Specified Given(params TEvent[] events) => new(events.Aggregate(initial, evolve), decide);

    private protected static string Stored(TEvent e)
    {
        var stored = StoredEvents.Write(e);
        return $"{stored.Type} {Encoding.UTF8.GetString(stored.Data)}";
    }

    private protected sealed class Specified(TState state, Func<TCommand, TState, Decision<TEvent>> decide)
    {
        public TState State => state;

        public Outcome When(TCommand command) => new(decide(command, state));
    }

    private protected sealed class Outcome(Decision<TEvent> decision)
    {
        public void Then(params TEvent[] events)
        {
            decision.Rejection.ShouldBeNull();
            decision.Events.Select(Stored).ShouldBe(events.Select(Stored));
        }

        public void ThenNothing() => Then();

        public void ThenRejected(string code)
        {
            decision.Rejection.ShouldNotBeNull().Code.ShouldBe(code);
            decision.Rejection.Reason.ShouldNotBeNullOrWhiteSpace();
            decision.Events.ShouldBeEmpty();
        }
    }
}
