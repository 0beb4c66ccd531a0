using Csms.Domain.Tokens;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Tells what a token is worth (OCPP 1.6 section 4.1). Not an event: nothing happened yet (ADR 0005).</summary>
internal sealed class Authorize(TokenDirectory tokens, TimeProvider clock)
{
    public async ValueTask<AuthorizeResponse> HandleAsync(ChargePointSession session, AuthorizeRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(PresentedIdTag.Of(request.IdTag, context), cancellationToken);
        return new AuthorizeResponse(AuthorizationAnswer.Of(token, Authorization.Of(token.State, clock.GetUtcNow())));
    }
}
