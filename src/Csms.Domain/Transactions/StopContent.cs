namespace Csms.Domain.Transactions;

/// <summary>What makes two reports of a stop the same.</summary>
internal static class StopContent
{
    public static UInt128 Of(TransactionEvent.Stopped stop) =>
        Of(stop.MeterStop, stop.Timestamp, stop.Reason, stop.TokenId, stop.TransactionData);

    public static UInt128 Of(TransactionEvent.StopRepeatedDifferently stop) =>
        Of(stop.MeterStop, stop.Timestamp, stop.Reason, stop.TokenId, stop.TransactionData);

    public static UInt128 Of(TransactionCommand.ReportStop stop) =>
        Of(stop.MeterStop, stop.Timestamp, stop.Reason, stop.TokenId, stop.TransactionData);

    private static UInt128 Of(
        long meterStop, DateTimeOffset timestamp, StopReason reason, Guid? tokenId, IReadOnlyList<MeterReading>? transactionData)
    {
        var hash = new ContentHash();
        hash.Add(meterStop);
        hash.Add(timestamp);
        hash.Add((long)reason);
        hash.Add(tokenId);
        hash.Add(transactionData);
        return hash.Value;
    }
}
