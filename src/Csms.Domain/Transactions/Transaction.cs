using System.Diagnostics;

namespace Csms.Domain.Transactions;

/// <summary>How far a transaction has come: the fold of its <see cref="TransactionEvent"/>s.</summary>
public abstract record Transaction
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "transaction";

    private Transaction()
    {
    }

    /// <summary>Before anything happened.</summary>
    public static Transaction Initial { get; } = new NotStarted();

    /// <summary>The stream of a transaction, <c>transaction-{uuid}</c>.</summary>
    public static string StreamId(Guid transaction) => $"transaction-{transaction:D}";

    /// <summary>The identity of the transaction that a StartTransaction begins, made of its content, so that the same start sent again meets the
    /// same stream whatever its message id.</summary>
    /// <returns>A UUID of version 8 (RFC 9562 section 5.8).</returns>
    public static Guid IdentityOf(string chargePointId, int connectorId, Guid tokenId, DateTimeOffset timestamp, long meterStart) =>
        TransactionIdentity.Of(chargePointId, connectorId, tokenId, timestamp, meterStart);

    /// <summary>Whether an event can follow in another order than that of its arrival; in that order it always can.</summary>
    public bool Admits(TransactionEvent e) => (this, e) switch
    {
        (NotStarted, TransactionEvent.Started) => true,
        (Running, TransactionEvent.MeterValuesReported or TransactionEvent.Superseded or TransactionEvent.ClosedByPolicy or TransactionEvent.Stopped) => true,
        (Stopped, TransactionEvent.MeterValuesReported or TransactionEvent.StopRepeatedDifferently) => true,
        _ => false,
    };

    /// <summary>The state after one more event.</summary>
    public Transaction Evolve(TransactionEvent e) => (this, e) switch
    {
        (NotStarted, TransactionEvent.Started start) => new Running(start, MeterProgress.None),
        (Running running, TransactionEvent.MeterValuesReported values) => running with { Meter = running.Meter.Evolve(values), ClosedBy = null },
        (Running running, TransactionEvent.Superseded s) => running with { SupersededBy = s.By },
        (Running running, TransactionEvent.ClosedByPolicy closed) => running with { ClosedBy = closed.Reason },
        (Stopped stopped, TransactionEvent.MeterValuesReported values) => stopped with { Meter = stopped.Meter.Evolve(values) },
        (Running running, TransactionEvent.Stopped stop) => new Stopped(running.Start, running.Meter, stop)
        {
            StopContents = ContentHashes.Empty.Add(StopContent.Of(stop)),
        },
        (Stopped stopped, TransactionEvent.StopRepeatedDifferently stop) => stopped with
        {
            StopContents = stopped.StopContents.Add(StopContent.Of(stop)),
        },
        _ => throw new UnreachableException($"The decider never lets {e.GetType().Name} follow on {GetType().Name}."),
    };

    /// <summary>Nothing was reported yet.</summary>
    public sealed record NotStarted : Transaction;

    /// <summary>Started and not stopped.</summary>
    /// <param name="Start">How it started.</param>
    /// <param name="Meter">How far the meter has come.</param>
    public sealed record Running(TransactionEvent.Started Start, MeterProgress Meter) : Transaction
    {
        /// <summary>The number of the transaction that started after it on the same connector; null while it is the last one there. Then nothing runs
        /// under this number any more, although its stop may still come.</summary>
        public int? SupersededBy { get; init; }

        /// <summary>What showed the policy for transactions without a stop that it is over; null: nothing, or it was heard of since.</summary>
        public ClosingReason? ClosedBy { get; init; }

        /// <summary>Wh so far by the last register reading, or null before the first; for display only.</summary>
        public decimal? Energy => Meter.Register - Start.MeterStart;
    }

    /// <summary>Stopped; late meter values may still come.</summary>
    /// <param name="Start">How it started.</param>
    /// <param name="Meter">How far the meter had come.</param>
    /// <param name="Stop">How it stopped: the first report counts.</param>
    public sealed record Stopped(TransactionEvent.Started Start, MeterProgress Meter, TransactionEvent.Stopped Stop) : Transaction
    {
        /// <summary>Wh between start and stop as reported; negative when the meter ran backwards.</summary>
        public decimal Energy => (decimal)Stop.MeterStop - Start.MeterStart;

        internal ContentHashes StopContents { get; init; } = ContentHashes.Empty;
    }
}
