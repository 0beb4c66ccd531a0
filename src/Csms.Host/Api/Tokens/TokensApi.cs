using System.Security.Claims;
using Csms.Domain.Tokens;
using Csms.Host.Api.OpenApi;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Security;
using Csms.Host.Storage;
using Csms.ReadModels;
using Csms.ReadModels.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Csms.Host.Api.Tokens;

/// <summary><c>/api/v1/tokens</c>.</summary>
internal static class TokensApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var group = api.MapGroup("/tokens").WithTags("Tokens");
        group.MapPost("", RegisterToken.HandleAsync).WithName("registerToken").Needs(Permission.ChangeTokens)
            .CheckedBy(new TokenRegistrationRules()).Refuses(400, 409);
        group.MapGet("", ListAsync).WithName("listTokens").Needs(Permission.ReadTokens).ReturnsPages().ReadsProjections().Refuses(400);
        group.MapGet("/{tokenId}", ReadAsync).WithName("readToken").Needs(Permission.ReadTokens).Refuses(400, 404);
        group.MapPatch("/{tokenId}", ChangeToken.HandleAsync).WithName("changeToken").Needs(Permission.ChangeTokens)
            .CheckedBy(new TokenChangesRules()).Refuses(400, 404, 412);
        group.MapDelete("/{tokenId}", RemoveAsync).WithName("removeToken").Needs(Permission.ChangeTokens).Refuses(400, 404, 412);
        group.MapPost("/{tokenId}/forget", ForgetToken.HandleAsync).WithName("forgetToken").Needs(Permission.ErasePersons).Refuses(400, 404);
    }

    public static ProblemHttpResult NotFound(Guid tokenId) => Problem.Of(StatusCodes.Status404NotFound, "token_not_found", $"No token {tokenId} is registered.");

    /// <summary>List tokens</summary>
    /// <remarks>Newest first; those that were removed are not there.</remarks>
    /// <param name="idTag">Only the token with this idTag, whatever its case.</param>
    /// <param name="status">accepted, blocked, expired or invalid.</param>
    /// <param name="parentIdTag">Only tokens of this group.</param>
    /// <param name="after">`next` of the page before.</param>
    /// <param name="limit">Items of a page, 1 to 1000; 50 when left out.</param>
    /// <response code="200">A page; `next` is absent on the last one.</response>
    /// <response code="400">`invalid_parameter` or `invalid_cursor`, naming the parameter.</response>
    private static async Task<Results<Ok<Page<TokenView>>, ProblemHttpResult>> ListAsync(
        string? idTag,
        Choice<TokenStatus>? status,
        string? parentIdTag,
        string? after,
        int? limit,
        TokenQueries tokens,
        TokenReader reader,
        ShownIdTags idTags,
        CancellationToken cancellationToken)
    {
        var parent = parentIdTag is null ? null : await idTags.FindAsync(parentIdTag, cancellationToken);
        if (parentIdTag is not null && parent is null)
            return TypedResults.Ok(new Page<TokenView>([], null));
        if (idTag is not null)
        {
            var one = await idTags.FindAsync(idTag, cancellationToken) is { } tokenId ? (await reader.FindAsync(tokenId, cancellationToken))?.View : null;
            var fits = one is not null && (status is null || one.Status == status.Value.Value) && (parent is null || one.ParentTokenId == parent);
            return TypedResults.Ok(new Page<TokenView>(fits ? [one!] : [], null));
        }

        var page = await tokens.ListAsync(new(status?.Value.ToString(), parent), new(after, limit), cancellationToken);
        var tags = await idTags.ReadAsync([.. page.Items.SelectMany(row => (Guid?[])[row.TokenId, row.ParentTokenId]).OfType<Guid>().Distinct()], cancellationToken);
        return TypedResults.Ok(page.Select(row => TokenView.Of(row, tags)));
    }

    /// <summary>Read a token</summary>
    /// <param name="tokenId">Pseudonym of the idTag.</param>
    /// <response code="200">The token as it is now, never behind.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`token_not_found`.</response>
    private static async Task<Results<Ok<TokenView>, ProblemHttpResult>> ReadAsync(
        Guid tokenId, TokenReader reader, HttpContext http, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(tokenId, cancellationToken) is not { } token)
            return NotFound(tokenId);
        http.Response.Headers.ETag = token.Version;
        return TypedResults.Ok(token.View);
    }

    /// <summary>Remove a token</summary>
    /// <remarks>Charge points are told Invalid from now on. Its history stays, and it may be registered again.</remarks>
    /// <param name="tokenId">Pseudonym of the idTag.</param>
    /// <param name="ifMatch">ETag of the token that was read.</param>
    /// <response code="204">Removed.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`token_not_found`.</response>
    /// <response code="412">`precondition_failed`.</response>
    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        Guid tokenId,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ClaimsPrincipal caller,
        CommandRunner runner,
        TokenDirectory directory,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        var outcome = await runner.RunAsync(
            Streams.Tokens.OnlyIf(ifMatch, TokenView.VersionOf),
            Token.StreamId(tokenId),
            new TokenCommand.RequestRemoval(),
            caller.Causes("rest:remove_token", clock),
            cancellationToken);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);
        directory.Forget(tokenId);
        http.TellsSequence(outcome.Sequence);
        return TypedResults.NoContent();
    }
}
