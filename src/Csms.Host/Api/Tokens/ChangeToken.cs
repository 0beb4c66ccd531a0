using System.Security.Claims;
using Csms.Domain.Tokens;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Storage;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Tokens;

/// <summary>What shall be different. What is left out stays as it is; null clears.</summary>
internal sealed record TokenChanges
{
    public static TokenChanges Example { get; } = new() { Status = TokenStatus.Blocked };

    /// <summary>What the operator decides.</summary>
    public TokenStatus? Status { get; init; }

    /// <summary>Not accepted from this moment; null is no end.</summary>
    public DateTimeOffset? ExpiryDate
    {
        get;
        init
        {
            field = value;
            SetsExpiryDate = true;
        }
    }

    /// <summary>The idTag of its group; null is none.</summary>
    public string? ParentIdTag
    {
        get;
        init
        {
            field = value;
            SetsParent = true;
        }
    }

    /// <summary>How many transactions may run at once; null is no limit.</summary>
    public int? MaxConcurrentTransactions
    {
        get;
        init
        {
            field = value;
            SetsMaxConcurrentTransactions = true;
        }
    }

    // Not public: a member that the deserializer knows could be sent.
    internal bool SetsExpiryDate { get; private init; }

    internal bool SetsParent { get; private init; }

    internal bool SetsMaxConcurrentTransactions { get; private init; }

    /// <summary>The token as it shall be.</summary>
    public TokenCommand.RequestChange Of(Token token, Guid? parentTokenId) => new(
        Status ?? token.Status,
        SetsExpiryDate ? ExpiryDate : token.ExpiryDate,
        SetsParent ? parentTokenId : token.ParentTokenId,
        SetsMaxConcurrentTransactions ? MaxConcurrentTransactions : token.MaxConcurrentTransactions);
}

internal sealed class TokenChangesRules : AbstractValidator<TokenChanges>
{
    public TokenChangesRules()
    {
        RuleFor(body => body.ParentIdTag).PrintableIdTag();
        RuleFor(body => body.MaxConcurrentTransactions).AtLeastOne();
    }
}

internal static class ChangeToken
{
    /// <summary>Change a token</summary>
    /// <remarks>With `If-Match` (the ETag of a GET) the change is refused when somebody else changed the token meanwhile.</remarks>
    /// <param name="tokenId">Pseudonym of the idTag.</param>
    /// <param name="ifMatch">ETag of the token that was read.</param>
    /// <response code="200">Changed, or as it was wanted already.</response>
    /// <response code="400">`invalid_json`, `invalid_body` or `invalid_parameter`, naming the member.</response>
    /// <response code="404">`token_not_found`.</response>
    /// <response code="412">`precondition_failed`.</response>
    public static async Task<Results<Ok<TokenView>, ProblemHttpResult>> HandleAsync(
        Guid tokenId,
        TokenChanges body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        IdTags idTags,
        TokenDirectory directory,
        TokenReader reader,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var parent = body.ParentIdTag is { } group ? await idTags.FindOrAddAsync(group, cancellationToken) : (Guid?)null;
        // Decided on the token as it is then: what the body leaves out is not what it was when the request came.
        var changing = Streams.Tokens with { Decide = (_, state) => TokenDecider.Decide(body.Of(state, parent), state) };
        var outcome = await runner.RunAsync(
            changing.OnlyIf(ifMatch, TokenView.VersionOf),
            Token.StreamId(tokenId),
            body.Of(Token.Initial, parent),
            caller.Causes("rest:change_token", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);

        directory.Forget(tokenId);
        if (await reader.FindAsync(tokenId, cancellationToken) is not { } token)
            return TokensApi.NotFound(tokenId);
        http.TellsSequence(outcome.Sequence);
        http.Response.Headers.ETag = token.Version;
        return TypedResults.Ok(token.View);
    }
}
