using Csms.Domain.Tokens;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Tests.Invariants.Anything;
using static Csms.Domain.Tokens.TokenCommand;
using static Csms.Domain.Tokens.TokenEvent;

namespace Csms.Domain.Tests.Invariants;

public sealed class AnyToken
{
    private static readonly Gen<TokenCommand[]> Commands =
        (from status in Of<TokenStatus>()
         from expiry in Maybe(Time)
         from parent in Maybe(Id)
         from limit in Maybe(Gen.Choose(0, 2))
         from command in Gen.Elements<TokenCommand>(
             new RequestRegistration(Guid.Empty, status, expiry, parent, limit), new RequestChange(status, expiry, parent, limit), new RequestRemoval())
         select command).ArrayOf();

    [Fact]
    public void Is_registered_and_removed_in_turns() => Commands.ShouldHold(commands =>
    {
        var events = Carried(commands).Events.Where(e => e is Registered or Removed).ToArray();
        for (var i = 0; i < events.Length; i++) (events[i] is Registered).ShouldBe(i % 2 == 0);
    });

    [Fact]
    public void Has_no_event_that_changes_nothing() => Commands.ShouldHold(commands =>
    {
        var states = Carried(commands).Events.Aggregate(new List<Token> { Token.Initial }, (states, e) => [.. states, states[^1].Evolve(e)]);
        for (var i = 1; i < states.Count; i++) states[i].ShouldNotBe(states[i - 1]);
    });

    [Fact]
    public void Folds_to_the_state_that_was_in_memory() => Commands.ShouldHold(commands => Carried(commands).ShouldFoldToTheSameState());

    private static History<TokenCommand, TokenEvent, Token> Carried(IEnumerable<TokenCommand> commands) =>
        new History<TokenCommand, TokenEvent, Token>(Token.Initial, (state, e) => state.Evolve(e), TokenDecider.Decide).Carry(commands);
}
