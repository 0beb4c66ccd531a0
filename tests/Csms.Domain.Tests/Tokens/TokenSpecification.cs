using Csms.Domain.Tokens;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tokens.TokenEvent;

namespace Csms.Domain.Tests.Tokens;

public abstract class TokenSpecification()
    : Specification<TokenCommand, TokenEvent, Token>(Token.Initial, (state, e) => state.Evolve(e), TokenDecider.Decide)
{
    private protected static readonly Guid Card = new("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
    private protected static readonly Guid Family = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");

    private protected static readonly Registered HasBeenRegistered = new(Card, TokenStatus.Accepted, At("2027-01-01"), Family, 2);
}
