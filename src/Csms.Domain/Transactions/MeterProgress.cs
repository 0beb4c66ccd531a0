namespace Csms.Domain.Transactions;

/// <summary>What the meter values of a transaction add up to.</summary>
/// <param name="Register">The newest reading of the energy register by the charge point's clock, Wh; null before the first.</param>
/// <param name="ReadAt">When that was, by the charge point's clock.</param>
public sealed record MeterProgress(decimal? Register, DateTimeOffset? ReadAt)
{
    /// <summary>Before the first reading.</summary>
    public static MeterProgress None { get; } = new(null, null);

    /// <summary>How many reports of meter values came.</summary>
    public int Reports { get; init; }

    internal ContentHashes Contents { get; init; } = ContentHashes.Empty;

    internal MeterProgress Evolve(TransactionEvent.MeterValuesReported values)
    {
        var (register, readAt, contents) = (Register, ReadAt, Contents);
        for (var i = 0; i < values.Readings.Count; i++)
        {
            var reading = values.Readings[i];
            contents = contents.Add(ContentHash.Of(values.ConnectorId, reading));

            // A late reading fills a gap in the past; it does not turn the display back.
            if (reading.Timestamp < readAt || EnergyRegister.In(reading) is not { } found) continue;
            (register, readAt) = (found, reading.Timestamp);
        }

        return new(register, readAt) { Reports = Reports + 1, Contents = contents };
    }
}
