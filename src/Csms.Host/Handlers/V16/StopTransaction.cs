using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Ocpp.Protocol.V16;
using StopReason = Csms.Domain.Transactions.StopReason;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores the stop of a transaction, known or not: a central system cannot prevent it (OCPP 1.6 section 4.10).</summary>
internal sealed class StopTransaction(TokenDirectory tokens, IdTags idTags, TimeProvider clock)
{
    public async ValueTask<StopTransactionResponse> HandleAsync(
        ChargePointSession session, StopTransactionRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var token = request.IdTag is { } idTag ? await tokens.FindAsync(idTag.Value, cancellationToken) : null;
        var tokenId = request.IdTag is { } tag ? token?.TokenId ?? await idTags.FindOrAddAsync(tag.Value, cancellationToken) : (Guid?)null;
        var reason = request.Reason is { } told ? Enum.Parse<StopReason>(told.ToString()) : StopReason.Local;
        var transaction = await session.FindTransactionAsync(request.TransactionId, cancellationToken);
        var (readings, contents) = MeterReadings.Of(request.TransactionData, transaction?.Start?.TokenId ?? tokenId);
        var data = readings.Count > 0 ? readings : null;
        if (transaction is { } known)
        {
            await session.ReportAsync(
                known,
                new TransactionCommand.ReportStop(request.MeterStop, request.Timestamp, reason, context.ReceivedAt, tokenId, data),
                context,
                cancellationToken,
                request.Timestamp,
                new StoredAlong(Contents: contents));
        }
        else
        {
            await session.ReportAsync(
                new ChargePointCommand.ReportUnknownStop(
                    request.TransactionId, request.MeterStop, request.Timestamp, reason.ToString(), context.ReceivedAt, tokenId, data),
                context,
                cancellationToken,
                request.Timestamp,
                contents);
        }

        // Told only when a tag was sent (section 4.10): the charge point's cache has no use for more.
        return new StopTransactionResponse(token is null ? null : AuthorizationAnswer.Of(token, Authorization.Of(token.State, clock.GetUtcNow())));
    }
}
