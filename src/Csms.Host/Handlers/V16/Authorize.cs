using Csms.Domain.Tokens;
using Csms.Host.Authorizations;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Tells what a token is worth (OCPP 1.6 section 4.1). What was told is recorded afterwards (ADR 0017).</summary>
internal sealed class Authorize(TokenDirectory tokens, DecisionRecorder decisions, TimeProvider clock)
{
    public async ValueTask<AuthorizeResponse> HandleAsync(ChargePointSession session, AuthorizeRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var idTag = PresentedIdTag.Of(request.IdTag, context);
        var token = await tokens.FindAsync(idTag, cancellationToken);
        var now = clock.GetUtcNow();
        var reason = Authorization.ReasonOf(token.State, now);
        decisions.Record(new(new Decision(session.Id, token.TokenId, idTag, reason, token.State.ParentTokenId), now, context.Cause));
        return new AuthorizeResponse(AuthorizationAnswer.Of(token, Authorization.StatusOf(reason)));
    }
}
