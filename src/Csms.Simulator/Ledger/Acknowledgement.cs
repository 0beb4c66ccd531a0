using System.Globalization;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Ledger;

/// <summary>A transaction message that the central system answered with CALLRESULT: from then on it answers for the fact.</summary>
/// <param name="ContentKey">The same for the same fact, however often and under whatever message id it was sent.</param>
/// <param name="TransactionId">The number given (start) or carried (all others).</param>
/// <param name="Request">The request as it was sent.</param>
public sealed record Acknowledgement(
    TransactionMessageKind Kind, string ChargePointId, string ContentKey, long? TransactionId, object Request, DateTimeOffset AcknowledgedAt)
{
    internal static Acknowledgement Of(string chargePointId, object request, object response, DateTimeOffset at) => (request, response) switch
    {
        (StartTransactionRequest start, StartTransactionResponse answer) =>
            new(TransactionMessageKind.Start, chargePointId, KeyOf(chargePointId, start), answer.TransactionId, start, at),
        (StopTransactionRequest stop, _) => new(TransactionMessageKind.Stop, chargePointId, KeyOf(chargePointId, stop), stop.TransactionId, stop, at),
        (MeterValuesRequest values, _) => new(TransactionMessageKind.MeterValues, chargePointId, KeyOf(chargePointId, values), values.TransactionId, values, at),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No transaction message."),
    };

    internal static string KeyOf(string chargePointId, object request) => request switch
    {
        StartTransactionRequest start => Join(chargePointId, "start", start.ConnectorId, start.IdTag.Value.ToUpperInvariant(), Text(start.Timestamp), start.MeterStart),
        StopTransactionRequest stop => Join(chargePointId, "stop", stop.TransactionId, Text(stop.Timestamp), stop.MeterStop, stop.Reason),
        MeterValuesRequest values => Join(chargePointId, "values", values.ConnectorId, values.TransactionId,
            string.Join(',', values.MeterValue.Select(value => $"{Text(value.Timestamp)}/{value.SampledValue[0].Context}"))),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No transaction message."),
    };

    private static string Join(params object?[] parts) => string.Join('|', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    private static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
