using System.Diagnostics;
using static Csms.Domain.Tokens.TokenCommand;
using static Csms.Domain.Tokens.TokenEvent;

namespace Csms.Domain.Tokens;

/// <summary>The rules of a token.</summary>
public static class TokenDecider
{
    private static readonly Rejection TokenExists = new("token_exists", "This token is registered already.");
    private static readonly Rejection TokenNotFound = new("token_not_found", "No such token is registered.");
    private static readonly Rejection TokenForgotten = new("token_forgotten", "The holder of this token was forgotten; the idTag is another token from now on.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<TokenEvent> Decide(TokenCommand command, Token state) => (command, state) switch
    {
        (RequestForgetting, { IsForgotten: true }) => [],
        (RequestForgetting, _) => [new Forgotten()],

        (RequestRegistration, { IsForgotten: true }) => TokenForgotten,
        (RequestRegistration, { Exists: true }) => TokenExists,
        (RequestRegistration r, _) => [new Registered(r.TokenId, r.Status, r.ExpiryDate, r.ParentTokenId, r.MaxConcurrentTransactions)],

        (_, { Exists: false }) => TokenNotFound,

        (RequestChange c, _) when ChangesNothing(c, state) => [],
        (RequestChange c, _) => [new Changed(c.Status, c.ExpiryDate, c.ParentTokenId, c.MaxConcurrentTransactions)],

        (RequestRemoval, _) => [new Removed()],

        _ => throw new UnreachableException($"{command} is no command to a token."),
    };

    private static bool ChangesNothing(RequestChange change, Token token) =>
        change.Status == token.Status
        && change.ExpiryDate == token.ExpiryDate
        && change.ParentTokenId == token.ParentTokenId
        && change.MaxConcurrentTransactions == token.MaxConcurrentTransactions;
}
