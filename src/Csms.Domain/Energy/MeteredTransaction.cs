namespace Csms.Domain.Energy;

/// <summary>All that a charge point said about the energy of a transaction.</summary>
/// <param name="StartedAt">StartTransaction.timestamp.</param>
/// <param name="MeterStart">StartTransaction.meterStart, Wh; whatever was sent.</param>
/// <param name="Readings">Of the transaction's connector, in order of arrival, those of StopTransaction.transactionData where they came. Connector 0
/// is the main meter and never among them.</param>
/// <param name="StoppedAt">StopTransaction.timestamp; null: not stopped, or not that anybody knew.</param>
/// <param name="MeterStop">StopTransaction.meterStop, Wh; whatever was sent.</param>
/// <param name="MaxPower">What the connector can deliver, W; null: unknown, more than nearly all can is taken.</param>
/// <param name="SampleScale">What samples are multiplied by: 1000 where an operator confirmed that kWh are labelled Wh (quirk Q11).</param>
public sealed record MeteredTransaction(
    ReportedTime StartedAt,
    decimal? MeterStart,
    IReadOnlyList<TimedReading> Readings,
    ReportedTime? StoppedAt = null,
    decimal? MeterStop = null,
    decimal? MaxPower = null,
    decimal SampleScale = 1)
{
    // The most that one connector for cars delivers today.
    private const decimal UsualMaximum = 400_000;

    /// <summary>The most that can have flowed in a time, Wh: full power, a tenth and 100 Wh for what meters and clocks are off.</summary>
    public decimal Possible(TimeSpan time) =>
        100 + (Math.Max(0, time.Ticks) * 1.1m / TimeSpan.TicksPerHour * Math.Max(0, MaxPower ?? UsualMaximum));
}
