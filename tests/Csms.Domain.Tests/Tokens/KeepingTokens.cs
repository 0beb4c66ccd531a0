using Csms.Domain.Tokens;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tokens.TokenCommand;
using static Csms.Domain.Tokens.TokenEvent;

namespace Csms.Domain.Tests.Tokens;

public sealed class KeepingTokens : TokenSpecification
{
    private static readonly RequestRegistration Registration = new(Card, TokenStatus.Accepted, At("2027-01-01"), Family, 2);
    private static readonly RequestChange SameAgain = new(TokenStatus.Accepted, At("2027-01-01"), Family, 2);

    [Fact]
    public void Registers_a_token() => Given().When(Registration).Then(HasBeenRegistered);

    [Fact]
    public void Turns_down_a_second_registration() => Given(HasBeenRegistered).When(Registration).ThenRejected("token_exists");

    [Fact]
    public void Registers_a_removed_token_again() => Given(HasBeenRegistered, new Removed()).When(Registration).Then(HasBeenRegistered);

    [Fact]
    public void Leaves_nothing_of_the_earlier_registration_behind() =>
        Given(HasBeenRegistered, new Removed(), new Registered(Card, TokenStatus.Blocked)).State
            .ShouldBe(new Token { Exists = true, TokenId = Card, Status = TokenStatus.Blocked });

    [Fact]
    public void Changes_every_member() =>
        Given(HasBeenRegistered).When(new RequestChange(TokenStatus.Blocked)).Then(new Changed(TokenStatus.Blocked));

    [Fact]
    public void Stores_no_change_that_changes_nothing()
    {
        Given(HasBeenRegistered).When(SameAgain).ThenNothing();
        Given(HasBeenRegistered, new Changed(TokenStatus.Blocked)).When(new RequestChange(TokenStatus.Blocked)).ThenNothing();
    }

    [Fact]
    public void Stores_a_change_of_any_one_member()
    {
        Given(HasBeenRegistered).When(SameAgain with { Status = TokenStatus.Invalid }).Then(new Changed(TokenStatus.Invalid, At("2027-01-01"), Family, 2));
        Given(HasBeenRegistered).When(SameAgain with { ExpiryDate = null }).Then(new Changed(TokenStatus.Accepted, null, Family, 2));
        Given(HasBeenRegistered).When(SameAgain with { ParentTokenId = null }).Then(new Changed(TokenStatus.Accepted, At("2027-01-01"), null, 2));
        Given(HasBeenRegistered).When(SameAgain with { MaxConcurrentTransactions = 1 })
            .Then(new Changed(TokenStatus.Accepted, At("2027-01-01"), Family, 1));
    }

    [Fact]
    public void Removes_a_token() => Given(HasBeenRegistered).When(new RequestRemoval()).Then(new Removed());

    [Fact]
    public void Forgets_a_token_whatever_became_of_it_and_once()
    {
        Given(HasBeenRegistered).When(new RequestForgetting()).Then(new Forgotten());
        Given(HasBeenRegistered, new Removed()).When(new RequestForgetting()).Then(new Forgotten());
        Given().When(new RequestForgetting()).Then(new Forgotten());
        Given(HasBeenRegistered, new Forgotten()).When(new RequestForgetting()).ThenNothing();
    }

    [Fact]
    public void Never_knows_a_forgotten_token_again()
    {
        Given(HasBeenRegistered, new Forgotten()).State.Exists.ShouldBeFalse();
        Given(HasBeenRegistered, new Forgotten()).When(Registration).ThenRejected("token_forgotten");
        Given(HasBeenRegistered, new Forgotten()).When(SameAgain).ThenRejected("token_not_found");
    }

    [Fact]
    public void Finds_no_token_that_was_never_registered_or_was_removed()
    {
        Given().When(SameAgain).ThenRejected("token_not_found");
        Given().When(new RequestRemoval()).ThenRejected("token_not_found");
        Given(HasBeenRegistered, new Removed()).When(SameAgain).ThenRejected("token_not_found");
        Given(HasBeenRegistered, new Removed()).When(new RequestRemoval()).ThenRejected("token_not_found");
    }

    [Fact]
    public void Names_the_stream() => Token.StreamId(Card).ShouldBe("token-6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
}
