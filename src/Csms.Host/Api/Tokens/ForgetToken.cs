using System.Security.Claims;
using Csms.Domain.Tokens;
using Csms.Host.Api.Reading;
using Csms.Host.Api.Requests;
using Csms.Host.Api.Security;
using Csms.Host.Commands;
using Csms.Host.Forgetting;
using Csms.Host.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Csms.Host.Api.Tokens;

internal static class ForgetToken
{
    /// <summary>Forget a token's holder</summary>
    /// <remarks>For administrators, and not to be taken back. The token is removed and parted from its idTag at once: charge points are told Invalid, and the
    /// same card is another token from now on. Signed meter records, payloads, vendor data and frames that name the holder are erased within seconds, in
    /// a large journal minutes. Events, proofs and sums stay. Also for tokens that were removed or never registered; again changes nothing.</remarks>
    /// <param name="tokenId">Pseudonym of the idTag.</param>
    /// <response code="202">Forgotten; what names the holder is being erased.</response>
    /// <response code="400">`invalid_parameter`.</response>
    /// <response code="404">`token_not_found`: nobody ever presented or registered it.</response>
    public static async Task<Results<Accepted, ProblemHttpResult>> HandleAsync(
        Guid tokenId,
        ClaimsPrincipal caller,
        CommandRunner runner,
        ForgottenTokens forgotten,
        TokenDirectory directory,
        TimeProvider clock,
        HttpContext http,
        CancellationToken cancellationToken)
    {
        // Parted before the event, on which every node drops what it remembers: what is read after it finds no idTag. After a crash in between the card is
        // unknown, and nobody was told that it is forgotten.
        var loaded = await runner.LoadAsync(Streams.Tokens, Token.StreamId(tokenId), cancellationToken);
        if (!await forgotten.PartAsync(tokenId, cancellationToken) && loaded.Version == 0)
            return Problem.Of(StatusCodes.Status404NotFound, "token_not_found", $"Nobody ever presented or registered a token {tokenId}.");
        var outcome = await runner.RunAsync(
            Streams.Tokens,
            Token.StreamId(tokenId),
            new TokenCommand.RequestForgetting(),
            caller.Causes("rest:forget_token", clock),
            cancellationToken,
            loaded);
        if (outcome.Rejection is { } rejection)
            return Problem.Of(rejection);

        directory.ForgetAll();
        http.TellsSequence(outcome.Sequence);
        return TypedResults.Accepted((string?)null);
    }
}
