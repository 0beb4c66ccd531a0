using Csms.Domain.Tokens;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tokens.TokenEvent;

namespace Csms.Domain.Tests.Tokens;

public sealed class Authorizing : TokenSpecification
{
    private static readonly DateTimeOffset Now = At("2026-03-01 10:00");

    [Theory]
    [InlineData(TokenStatus.Accepted, AuthorizationStatus.Accepted)]
    [InlineData(TokenStatus.Blocked, AuthorizationStatus.Blocked)]
    [InlineData(TokenStatus.Expired, AuthorizationStatus.Expired)]
    [InlineData(TokenStatus.Invalid, AuthorizationStatus.Invalid)]
    public void Follows_the_status(TokenStatus status, AuthorizationStatus worth) =>
        Authorization.Of(Given(new Registered(Card, status)).State, Now).ShouldBe(worth);

    [Fact]
    public void Knows_no_token_that_was_never_registered() => Authorization.Of(Token.Initial, Now).ShouldBe(AuthorizationStatus.Invalid);

    [Fact]
    public void Knows_no_token_that_was_removed() =>
        Authorization.Of(Given(HasBeenRegistered, new Removed()).State, Now).ShouldBe(AuthorizationStatus.Invalid);

    [Theory]
    [InlineData("2026-03-01 10:00:01", AuthorizationStatus.Accepted)]
    [InlineData("2026-03-01 10:00:00", AuthorizationStatus.Expired)]
    [InlineData("2026-03-01 09:59:59", AuthorizationStatus.Expired)]
    public void Ends_at_the_expiry_date(string expiry, AuthorizationStatus worth) =>
        Authorization.Of(Given(new Registered(Card, TokenStatus.Accepted, At(expiry))).State, Now).ShouldBe(worth);

    [Theory]
    [InlineData(TokenStatus.Blocked, AuthorizationStatus.Blocked)]
    [InlineData(TokenStatus.Invalid, AuthorizationStatus.Invalid)]
    public void Puts_the_status_before_the_date(TokenStatus status, AuthorizationStatus worth) =>
        Authorization.Of(Given(new Registered(Card, status, At("2020-01-01"))).State, Now).ShouldBe(worth);

    [Theory]
    [InlineData(null, 99, AuthorizationStatus.Accepted)]
    [InlineData(2, 0, AuthorizationStatus.Accepted)]
    [InlineData(2, 1, AuthorizationStatus.Accepted)]
    [InlineData(2, 2, AuthorizationStatus.ConcurrentTx)]
    [InlineData(2, 3, AuthorizationStatus.ConcurrentTx)]
    [InlineData(0, 0, AuthorizationStatus.ConcurrentTx)]
    public void Lets_as_many_transactions_run_as_it_may(int? limit, int running, AuthorizationStatus worth) =>
        Authorization.OfStart(Given(new Registered(Card, TokenStatus.Accepted, MaxConcurrentTransactions: limit)).State, Now, running).ShouldBe(worth);

    [Fact]
    public void Says_blocked_rather_than_concurrent() =>
        Authorization.OfStart(Given(new Registered(Card, TokenStatus.Blocked, MaxConcurrentTransactions: 1)).State, Now, 1)
            .ShouldBe(AuthorizationStatus.Blocked);

    [Fact]
    public void Never_says_concurrent_of_anything_but_a_start() =>
        Authorization.Of(Given(new Registered(Card, TokenStatus.Accepted, MaxConcurrentTransactions: 0)).State, Now)
            .ShouldBe(AuthorizationStatus.Accepted);

    [Theory]
    [InlineData(TokenStatus.Accepted, AuthorizationReason.Accepted)]
    [InlineData(TokenStatus.Blocked, AuthorizationReason.MarkedBlocked)]
    [InlineData(TokenStatus.Expired, AuthorizationReason.MarkedExpired)]
    [InlineData(TokenStatus.Invalid, AuthorizationReason.MarkedInvalid)]
    public void Says_why(TokenStatus status, AuthorizationReason reason) =>
        Authorization.ReasonOf(Given(new Registered(Card, status)).State, Now).ShouldBe(reason);

    [Fact]
    public void Tells_what_never_was_from_what_is_gone_and_what_is_late_from_what_was_ended()
    {
        Authorization.ReasonOf(Token.Initial, Now).ShouldBe(AuthorizationReason.UnknownToken);
        Authorization.ReasonOf(Given(HasBeenRegistered, new Removed()).State, Now).ShouldBe(AuthorizationReason.RemovedToken);
        Authorization.ReasonOf(Given(new Registered(Card, TokenStatus.Accepted, Now)).State, Now).ShouldBe(AuthorizationReason.PastExpiryDate);
        Authorization.ReasonOf(Given(new Registered(Card, TokenStatus.Accepted, ParentTokenId: Family)).State, Now).ShouldBe(AuthorizationReason.AcceptedInGroup);
        Authorization.ReasonOfStart(Given(new Registered(Card, TokenStatus.Accepted, ParentTokenId: Family, MaxConcurrentTransactions: 1)).State, Now, 1)
            .ShouldBe(AuthorizationReason.ConcurrentLimit);
    }
}
