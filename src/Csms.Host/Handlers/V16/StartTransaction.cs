using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Host.Authorizations;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores the start of a transaction and gives it its number (OCPP 1.6 section 4.8). The start is a fact whatever the token is worth; only the answer differs.</summary>
internal sealed class StartTransaction(
    TokenDirectory tokens,
    IdTags idTags,
    TransactionIds transactionIds,
    ConcurrencyLimit limit,
    TimeProvider clock)
{
    public async ValueTask<StartTransactionResponse> HandleAsync(
        ChargePointSession session, StartTransactionRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var idTag = PresentedIdTag.Of(request.IdTag, context);
        var token = await tokens.FindAsync(idTag, cancellationToken);
        var tokenId = token.TokenId ?? await idTags.FindOrAddAsync(idTag, cancellationToken);
        var (running, turn) = token.State.MaxConcurrentTransactions is null ? (0, null) : await limit.CountAsync(tokenId, cancellationToken);
        await using var untilStored = turn;
        var reason = Authorization.ReasonOfStart(token.State, clock.GetUtcNow(), running);
        var connectorId = ConnectorOf(request, session.State, context);
        var known = await session.Transactions.ListAsync(cancellationToken);
        var identity = IdentityOf(session.Id, request, tokenId, connectorId, known, context);
        var onConnector = known.Where(t => t.IsOpen && t.Start!.ConnectorId == connectorId && t.Identity != identity).ToList();
        var transactionId = await transactionIds.NextAsync(cancellationToken);

        // The same start sent again meets the same stream: the first number stays, and so does the first answer (quirk Q04).
        var started = await session.ReportAsync(
            new KnownTransaction(identity, new Loaded<Transaction>(Transaction.Initial, 0)),
            new TransactionCommand.ReportStart(
                transactionId,
                session.Id,
                connectorId,
                tokenId,
                request.MeterStart,
                request.Timestamp,
                Authorization.StatusOf(reason),
                token.State.Exists,
                onConnector.Count > 0,
                context.ReceivedAt,
                request.ReservationId,
                reason,
                ConnectorAssumed: connectorId != request.ConnectorId),
            context,
            cancellationToken,
            request.Timestamp,
            new StoredAlong(SessionTransactions.AliasOf(transactionId)));
        var start = started.Start!;
        await SupersedeAsync(session, onConnector, start, isNew: start.TransactionId == transactionId, context, cancellationToken);
        return new StartTransactionResponse(AuthorizationAnswer.Of(token, start.Authorization), start.TransactionId);
    }

    /// <summary>Connector 0 of a charge point with one connector is that one (quirk Q03).</summary>
    private static int ConnectorOf(StartTransactionRequest request, ChargePoint chargePoint, MessageContext context)
    {
        if (request.ConnectorId != 0 || chargePoint.Connectors.Keys.Where(connector => connector > 0).ToList() is not [var only])
            return request.ConnectorId;
        context.Repaired(Quirk.ConnectorZero);
        return only;
    }

    /// <summary>Made of what was sent, except where the time is only that of its receipt: nothing else would tell the same start sent again from another.</summary>
    private static Guid IdentityOf(
        string chargePointId, StartTransactionRequest request, Guid tokenId, int connectorId, IEnumerable<KnownTransaction> known, MessageContext context) =>
        request.Timestamp == context.ReceivedAt
            && AssumedTransaction.OfUndatedStart(known, connectorId, tokenId, request.MeterStart, context.ReceivedAt) is { } first
            ? first.Identity
            : Transaction.IdentityOf(chargePointId, request.ConnectorId, tokenId, request.Timestamp, request.MeterStart);

    /// <summary>A connector has one transaction at a time: what began there earlier has ended without a word. Comes before the answer, so that a start that
    /// was stored when this process died does it when it is sent again.</summary>
    private static async Task SupersedeAsync(
        ChargePointSession session,
        List<KnownTransaction> onConnector,
        TransactionEvent.Started start,
        bool isNew,
        MessageContext context,
        CancellationToken cancellationToken)
    {
        // A start out of a queue may be older than what runs now.
        foreach (var older in onConnector.Where(t => t.Start!.Timestamp < start.Timestamp || (isNew && t.Start.Timestamp == start.Timestamp)))
        {
            await session.ReportAsync(
                older,
                new TransactionCommand.ReportSupersession(start.TransactionId),
                new MessageContext(context.ReceivedAt, context.Cause),
                cancellationToken);
        }
    }
}
