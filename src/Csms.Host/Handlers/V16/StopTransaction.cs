using Csms.Domain.ChargePoints;
using Csms.Domain.Tokens;
using Csms.Domain.Transactions;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Csms.Host.Storage;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;
using StopReason = Csms.Domain.Transactions.StopReason;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores the stop of a transaction, known or not: a central system cannot prevent it (OCPP 1.6 section 4.10).</summary>
internal sealed class StopTransaction(TokenDirectory tokens, IdTags idTags, TimeProvider clock)
{
    public async ValueTask<StopTransactionResponse> HandleAsync(
        ChargePointSession session, StopTransactionRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var idTag = request.IdTag is { } sent ? PresentedIdTag.Of(sent, context) : null;
        if (idTag is "")
        {
            context.Repaired(Quirk.Word);
            idTag = null;
        }

        var token = idTag is null ? null : await tokens.FindAsync(idTag, cancellationToken);
        var tokenId = idTag is null ? (Guid?)null : token?.TokenId ?? await idTags.FindOrAddAsync(idTag, cancellationToken);
        var reason = request.Reason is { } told ? Enum.Parse<StopReason>(told.ToString()) : StopReason.Local;
        var named = await session.Transactions.FindAsync(request.TransactionId, cancellationToken);
        var subject = named?.Start?.TokenId ?? tokenId;
        var (readings, contents) = MeterReadings.Of(request.TransactionData, subject);
        var stop = new TransactionCommand.ReportStop(
            request.MeterStop, request.Timestamp, reason, context.ReceivedAt, tokenId, readings.Count > 0 ? readings : null, ReasonText: context.Was("reason"));
        var transaction = named ?? await AssumeAsync(session, request.TransactionId, stop, cancellationToken);
        if (transaction is { } known)
        {
            if (named is null)
                context.Repaired(Quirk.TransactionId);
            // The record belongs to whoever charged, also where the number had to be guessed.
            contents = [.. contents.Select(content => content with { Subject = known.Start?.TokenId ?? content.Subject })];
            await session.ReportAsync(
                known, stop with { TransactionAssumed = named is null }, context, cancellationToken, request.Timestamp, new StoredAlong(Contents: contents));
        }
        else
        {
            await session.ReportAsync(
                new ChargePointCommand.ReportUnknownStop(
                    request.TransactionId, stop.MeterStop, stop.Timestamp, stop.ReasonText ?? reason.ToString(), context.ReceivedAt, tokenId, stop.TransactionData),
                context,
                cancellationToken,
                request.Timestamp,
                contents);
        }

        // Told only when a tag was sent (section 4.10): the charge point's cache has no use for more.
        return new StopTransactionResponse(token is null ? null : AuthorizationAnswer.Of(token, Authorization.Of(token.State, clock.GetUtcNow())));
    }

    /// <summary>Only where the number is one that nobody can have given out. A number that nobody knows may be of another central system, and stops nothing
    /// (quirk Q06).</summary>
    private static async ValueTask<KnownTransaction?> AssumeAsync(
        ChargePointSession session, long transactionId, TransactionCommand.ReportStop stop, CancellationToken cancellationToken) =>
        transactionId is > 0 and <= int.MaxValue
            ? null
            : AssumedTransaction.OfStop(await session.Transactions.ListWithEndedAsync(cancellationToken), stop, session.State);
}
