using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Ocpp.Protocol;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores meter values with their transaction, or with the charge point when they belong to none (OCPP 1.6 section 4.7).</summary>
internal static class MeterValues
{
    public static async ValueTask<MeterValuesResponse> HandleAsync(
        ChargePointSession session, MeterValuesRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var named = request.TransactionId is { } id ? await session.Transactions.FindAsync(id, cancellationToken) : null;
        var transaction = named ?? await AssumeAsync(session, request, cancellationToken);
        if (named is null && transaction is not null)
            context.Repaired(request.TransactionId is null ? Quirk.NoTransactionId : Quirk.TransactionId);
        var (readings, contents) = MeterReadings.Of(request.MeterValue, transaction?.Start?.TokenId);
        DateTimeOffset? deviceTime = readings.Count > 0 ? readings[^1].Timestamp : null;
        if (transaction is { } known)
        {
            await session.ReportAsync(
                known,
                new TransactionCommand.ReportMeterValues(request.ConnectorId, readings, context.ReceivedAt, TransactionAssumed: named is null),
                context,
                cancellationToken,
                deviceTime,
                new StoredAlong(Contents: contents));
        }
        else
        {
            await session.ReportAsync(
                new ChargePointCommand.ReportMeterValues(request.ConnectorId, readings, context.ReceivedAt, request.TransactionId),
                context,
                cancellationToken,
                deviceTime,
                contents);
        }

        return new MeterValuesResponse();
    }

    private static async ValueTask<KnownTransaction?> AssumeAsync(ChargePointSession session, MeterValuesRequest request, CancellationToken cancellationToken)
    {
        // The main meter belongs to nobody.
        if (request.ConnectorId <= 0)
            return null;
        var known = await session.Transactions.ListAsync(cancellationToken);
        return known.Any(t => t.Start!.ConnectorId == request.ConnectorId)
            ? AssumedTransaction.OfMeterValues(known, request.ConnectorId, MeterReadings.Of(request.MeterValue, subject: null).Readings)
            : null;
    }
}
