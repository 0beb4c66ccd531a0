using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.Host.Commands;
using Csms.Host.Connections;
using Ocpp.Protocol.V16;

namespace Csms.Host.Handlers.V16;

/// <summary>Stores meter values with their transaction, or with the charge point when they belong to none (OCPP 1.6 section 4.7).</summary>
internal static class MeterValues
{
    public static async ValueTask<MeterValuesResponse> HandleAsync(
        ChargePointSession session, MeterValuesRequest request, MessageContext context, CancellationToken cancellationToken)
    {
        var transaction = request.TransactionId is { } id ? await session.FindTransactionAsync(id, cancellationToken) : null;
        var (readings, contents) = MeterReadings.Of(request.MeterValue, transaction?.Start?.TokenId);
        DateTimeOffset? deviceTime = readings.Count > 0 ? readings[^1].Timestamp : null;
        if (transaction is { } known)
        {
            await session.ReportAsync(
                known,
                new TransactionCommand.ReportMeterValues(request.ConnectorId, readings, context.ReceivedAt),
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
}
