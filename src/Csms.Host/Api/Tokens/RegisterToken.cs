using System.Security.Claims;
using Csms.Domain.Tokens;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Tokens;

/// <summary>A token to enter.</summary>
/// <param name="IdTag">What the reader reads: 1 to 20 printable ASCII characters; case does not matter.</param>
/// <param name="Status">accepted when left out.</param>
/// <param name="ExpiryDate">Not accepted from this moment; left out is no end.</param>
/// <param name="ParentIdTag">The idTag of its group; it need not be registered itself.</param>
/// <param name="MaxConcurrentTransactions">How many transactions may run at once; left out is no limit.</param>
internal sealed record TokenRegistration(
    string? IdTag = null,
    TokenStatus? Status = null,
    DateTimeOffset? ExpiryDate = null,
    string? ParentIdTag = null,
    int? MaxConcurrentTransactions = null)
{
    public static TokenRegistration Example { get; } = new("04E29A3B", TokenStatus.Accepted, new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), "FLEET-7", 1);
}

internal sealed class TokenRegistrationRules : AbstractValidator<TokenRegistration>
{
    public TokenRegistrationRules()
    {
        RuleFor(body => body.IdTag).NotNull().WithMessage("is missing");
        RuleFor(body => body.IdTag).PrintableIdTag();
        RuleFor(body => body.ParentIdTag).PrintableIdTag();
        RuleFor(body => body.MaxConcurrentTransactions).AtLeastOne();
    }
}

internal static class RegisterToken
{
    /// <summary>Register a token</summary>
    /// <remarks>One that was removed may be registered again and keeps its pseudonym and its history.</remarks>
    /// <response code="201">Registered; `X-Event-Sequence` names the event.</response>
    /// <response code="400">`invalid_json` or `invalid_body`, naming the member.</response>
    /// <response code="409">`token_exists`; `tokenId` says which.</response>
    public static async Task<Results<Created<TokenView>, ProblemHttpResult>> HandleAsync(
        TokenRegistration body,
        ClaimsPrincipal caller,
        CommandRunner runner,
        IdTags idTags,
        TokenDirectory directory,
        TokenReader reader,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        // An idTag whose registration is not reached after a crash is like one that was presented and never registered.
        var tokenId = await idTags.FindOrAddAsync(body.IdTag!, cancellationToken);
        var parent = body.ParentIdTag is { } group ? await idTags.FindOrAddAsync(group, cancellationToken) : (Guid?)null;
        var outcome = await runner.RunAsync(
            Streams.Tokens,
            Token.StreamId(tokenId),
            new TokenCommand.RequestRegistration(tokenId, body.Status ?? TokenStatus.Accepted, body.ExpiryDate, parent, body.MaxConcurrentTransactions),
            caller.Causes("rest:register_token", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(StatusCodes.Status409Conflict, rejection.Code, rejection.Reason, ("tokenId", (object)tokenId));

        await idTags.SpellAsync(tokenId, body.IdTag!, cancellationToken);
        directory.Forget(tokenId);
        if (await reader.FindAsync(tokenId, cancellationToken) is not { } token)
            return TokensApi.NotFound(tokenId);
        http.TellsSequence(outcome.Sequence);
        http.Response.Headers.ETag = token.Version;
        return TypedResults.Created($"/api/v1/tokens/{tokenId:D}", token.View);
    }
}
