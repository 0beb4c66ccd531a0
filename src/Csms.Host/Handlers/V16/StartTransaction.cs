using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Host.Authorizations;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Csms.ReadModels.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores the start of a transaction and gives it its number (OCPP 1.6 section 4.8). The start is a fact whatever the token is worth; only the answer differs.</summary>
internal sealed class StartTransaction(
    TokenDirectory tokens,
    IdTags idTags,
    TransactionIds transactionIds,
    TransactionQueries transactions,
    ConcurrencyLimit limit,
    TimeProvider clock)
{
    public async ValueTask<StartTransactionResponse> HandleAsync(
        ChargePointSession session, StartTransactionRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var token = await tokens.FindAsync(request.IdTag.Value, cancellationToken);
        var tokenId = token.TokenId ?? await idTags.FindOrAddAsync(request.IdTag.Value, cancellationToken);
        var (open, turn) = token.State.MaxConcurrentTransactions is null ? (0, null) : await limit.CountAsync(tokenId, cancellationToken);
        await using var untilStored = turn;
        var reason = Authorization.ReasonOfStart(token.State, clock.GetUtcNow(), open);
        var identity = Transaction.IdentityOf(session.Id, request.ConnectorId, tokenId, request.Timestamp, request.MeterStart);
        var transactionId = await transactionIds.NextAsync(cancellationToken);

        // The same start sent again meets the same stream: the first number stays, and so does the first answer (quirk Q04).
        var stored = await session.ReportAsync(
            new KnownTransaction(identity, new Loaded<Transaction>(Transaction.Initial, 0)),
            new TransactionCommand.ReportStart(
                transactionId,
                session.Id,
                request.ConnectorId,
                tokenId,
                request.MeterStart,
                request.Timestamp,
                Authorization.StatusOf(reason),
                token.State.Exists,
                await HasOpenTransactionAsync(session, request.ConnectorId, identity, cancellationToken),
                context.ReceivedAt,
                request.ReservationId,
                reason),
            context,
            cancellationToken,
            request.Timestamp,
            new StoredAlong(ChargePointSession.AliasOf(transactionId)));
        var start = stored.Start!;
        return new StartTransactionResponse(AuthorizationAnswer.Of(token, start.Authorization), start.TransactionId);
    }

    /// <summary>The session knows what happened on this connection, the read model what ran before it.</summary>
    private async ValueTask<bool> HasOpenTransactionAsync(ChargePointSession session, int connectorId, Guid except, CancellationToken cancellationToken)
    {
        if (session.HasOpenTransaction(connectorId, except))
            return true;
        var running = await transactions.ListRunningAsync(session.Id, cancellationToken);
        return running.Any(t => t.ConnectorId == connectorId && t.StreamId != Transaction.StreamId(except) && !session.Knows(t.TransactionId));
    }
}
