using Csms.Domain;
using Csms.Domain.ChargePoints;
using Csms.Domain.Transactions;
using Csms.ReadModels.Rows;
using Npgsql;

namespace Csms.ReadModels.MeterValues;

/// <summary>Every sample once. Rows that cannot be repeats are copied in. Whatever might be one meets the unique index while following; while loading there is
/// no index yet, and it waits in a table of its own until the index can tell.</summary>
internal sealed class MeterValueProjection : Projection
{
    private readonly FoldMode mode;
    private readonly ReportingTransactions transactions;
    private readonly Freshness freshness;

    // While following, the first page may be one that was written before.
    private readonly bool isFirst;
    private readonly MeterKinds kinds = new();
    private readonly MeterMonths months = new();

    // Of a page; used again for the next one, because they are large.
    private readonly List<SampleRow> rows;
    private readonly List<SampleRow> doubtful;

    private MeterValueProjection(
        FoldMode mode, ReportingTransactions transactions, Freshness freshness, bool isFirst, List<SampleRow> rows, List<SampleRow> doubtful) =>
        (this.mode, this.transactions, this.freshness, this.isFirst, this.rows, this.doubtful) = (mode, transactions, freshness, isFirst, rows, doubtful);

    public static ReadModel ReadModel { get; } = new(
        "meter_values",
        1,
        ["meter_kinds", "meter_values"],
        [
            typeof(TransactionEvent.Started), typeof(TransactionEvent.MeterValuesReported), typeof(TransactionEvent.Stopped),
            typeof(TransactionEvent.StopRepeatedDifferently), typeof(ChargePointEvent.MeterValuesReported), typeof(ChargePointEvent.UnknownTransactionStopped),
        ],
        mode => new MeterValueProjection(mode, new ReportingTransactions(), new Freshness(mode), isFirst: mode == FoldMode.Following, [], []));

    public override Projection Next() => new MeterValueProjection(mode, transactions, freshness, isFirst: false, rows, doubtful);

    public override async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<FeedEvent> page, CancellationToken cancellationToken)
    {
        await kinds.ReadAsync(connection, cancellationToken);
        await transactions.FindAsync(connection, page, cancellationToken);
        rows.Clear();
        doubtful.Clear();
        foreach (var recorded in page) Fold(recorded);
        transactions.Forget(page);

        await kinds.WriteNewAsync(connection, cancellationToken);
        await months.EnsureAsync(connection, rows.Concat(doubtful), page[^1].RecordedAt, cancellationToken);
        await SampleWriter.CopyAsync(connection, "meter_values", rows, cancellationToken);
        if (mode == FoldMode.Following) await SampleWriter.InsertAsync(connection, doubtful, cancellationToken);
        else await SampleWriter.HoldBackAsync(connection, doubtful, cancellationToken);
    }

    public override Task FinishLoadingAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        SampleWriter.ReleaseHeldBackAsync(connection, cancellationToken);

    private void Fold(FeedEvent recorded)
    {
        switch (recorded.Event)
        {
            case TransactionEvent.Started:
                freshness.Begin(recorded.StreamId);
                break;
            case TransactionEvent.MeterValuesReported e when transactions[recorded] is { } t:
                Add(
                    e.Readings,
                    new(recorded.Sequence, t.ChargePointId, e.ConnectorId, t.TransactionId),
                    at => freshness.IsAfterAllEarlier(recorded.StreamId, at));
                break;
            case TransactionEvent.Stopped e when transactions[recorded] is { } t:
                Add(
                    e.TransactionData,
                    new(recorded.Sequence, t.ChargePointId, t.ConnectorId, t.TransactionId),
                    at => freshness.IsAfterAllEarlier(recorded.StreamId, at));
                freshness.End(recorded.StreamId);
                break;
            case TransactionEvent.StopRepeatedDifferently e when transactions[recorded] is { } t:
                Add(e.TransactionData, new(recorded.Sequence, t.ChargePointId, t.ConnectorId, t.TransactionId), _ => false);
                break;
            case ChargePointEvent.MeterValuesReported e:
                var chargePointId = recorded.After("charge-point-");
                Add(
                    e.Readings,
                    new(recorded.Sequence, chargePointId, e.ConnectorId, e.TransactionId),
                    at => e.TransactionId is null && freshness.IsAfterAllEarlier(chargePointId, e.ConnectorId, at));
                break;
            case ChargePointEvent.UnknownTransactionStopped e:
                // Nobody knows the connector of a transaction that nobody knows; 0 is the charge point as a whole.
                Add(e.TransactionData, new(recorded.Sequence, recorded.After("charge-point-"), 0, e.TransactionId), _ => false);
                break;
        }

        void Add(IReadOnlyList<MeterReading>? readings, Origin origin, Func<DateTimeOffset, bool> isNew)
        {
            if (readings is null) return;
            for (var i = 0; i < readings.Count; i++)
            {
                var at = readings[i].Timestamp.ToStored();
                AddSamples(readings[i], at, origin, isNew(at) && !isFirst ? rows : doubtful, doubtful);
            }
        }
    }

    private void AddSamples(MeterReading reading, DateTimeOffset at, Origin origin, List<SampleRow> rows, List<SampleRow> repeated)
    {
        var first = rows.Count;
        for (var i = 0; i < reading.Samples.Count; i++)
        {
            var sample = reading.Samples[i];
            var kindId = kinds.IdOf(sample);
            (IsAmong(rows, first, kindId) ? repeated : rows).Add(new(
                origin.Sequence,
                at,
                origin.TransactionId,
                kindId,
                origin.ConnectorId,
                origin.ChargePointId,
                sample.Unit ?? "Wh",
                sample.Format ?? "Raw",
                sample.Value,
                SampleValue.Number(sample.Value),
                sample.ContentId));
        }
    }

    /// <summary>Whether the same reading has a sample of this kind already.</summary>
    private static bool IsAmong(List<SampleRow> rows, int first, int kindId)
    {
        for (var i = first; i < rows.Count; i++)
            if (rows[i].KindId == kindId) return true;
        return false;
    }

    private readonly record struct Origin(long Sequence, string ChargePointId, int ConnectorId, long? TransactionId);
}
