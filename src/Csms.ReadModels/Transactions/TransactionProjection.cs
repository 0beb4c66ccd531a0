using Csms.Domain;
using Csms.ReadModels.Rows;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.ReadModels.Transactions;

internal sealed class TransactionProjection(FoldMode mode) : RowProjection<string, TransactionRow>(TransactionTable.Rows, "stream_id", mode)
{
    public static ReadModel ReadModel { get; } = new(
        "transactions",
        4,
        ["transactions"],
        [typeof(Started), typeof(MeterValuesReported), typeof(Stopped), typeof(StopRepeatedDifferently), typeof(Superseded), typeof(ClosedByPolicy)],
        mode => new TransactionProjection(mode));

    protected override bool Concerns(object recorded) => recorded is Started or MeterValuesReported or Stopped or StopRepeatedDifferently or Superseded or ClosedByPolicy;

    protected override string KeyOf(FeedEvent recorded) => recorded.StreamId;

    protected override string KeyOf(TransactionRow row) => row.StreamId;

    protected override TransactionRow? Evolve(TransactionRow? row, FeedEvent recorded) => (recorded.Event, row) switch
    {
        (Started e, _) => Start(e, recorded),
        (_, null) => null,
        (MeterValuesReported e, _) => Read(Flag(row, e.Anomalies), e.Readings) with { Status = row.Status == "closed" ? "running" : row.Status },
        (ClosedByPolicy, { Status: "running" }) => row with { Status = "closed", Flags = Added(row.Flags, [nameof(ClosedByPolicy)]) },
        (ClosedByPolicy, _) => row with { Flags = Added(row.Flags, [nameof(ClosedByPolicy)]) },
        (Superseded, { Status: "running" or "closed" }) => row with { Status = "superseded", Flags = Added(row.Flags, [nameof(Superseded)]) },
        (Stopped e, { Status: "running" or "superseded" or "closed" }) => Stop(Read(Flag(row, e.Anomalies), e.TransactionData), e, recorded.RecordedAt),
        (StopRepeatedDifferently, _) => row with { Flags = Added(row.Flags, [nameof(StopRepeatedDifferently)]) },
        _ => row,
    };

    private static TransactionRow Start(Started e, FeedEvent recorded) => new(
        recorded.StreamId,
        e.TransactionId,
        e.ChargePointId,
        e.ConnectorId,
        e.TokenId,
        "running",
        e.Authorization.ToString(),
        e.ReservationId,
        e.Timestamp.ToStored(),
        recorded.RecordedAt,
        e.MeterStart,
        StoppedAt: null,
        StopRecordedAt: null,
        MeterStop: null,
        StopReason: null,
        StopTokenId: null,
        EnergyWh: null,
        DurationSeconds: null,
        LastRegisterWh: null,
        LastMeterValueAt: null,
        Samples: 0,
        Flags: Names(e.Anomalies));

    private static TransactionRow Read(TransactionRow row, IReadOnlyList<MeterReading>? readings)
    {
        if (readings is null || readings.Count == 0) return row;
        var (register, last, samples) = (row.LastRegisterWh, row.LastMeterValueAt, row.Samples);
        foreach (var reading in readings)
        {
            samples += reading.Samples.Count;
            var at = reading.Timestamp.ToStored();
            if (last is null || at > last) last = at;
            foreach (var sample in reading.Samples)
                if (EnergyRegister.Wh(sample) is { } wh && wh >= (register ?? row.MeterStart))
                    register = wh;
        }
        return row with
        {
            LastRegisterWh = register,
            LastMeterValueAt = last,
            Samples = samples,
            EnergyWh = row.Status != "stopped" && register is { } r ? EnergyRegister.Between(row.MeterStart, r) : row.EnergyWh,
        };
    }

    private static TransactionRow Stop(TransactionRow row, Stopped e, DateTimeOffset recordedAt)
    {
        var stoppedAt = e.Timestamp.ToStored();
        return row with
        {
            Status = "stopped",
            StoppedAt = stoppedAt,
            StopRecordedAt = recordedAt,
            MeterStop = e.MeterStop,
            StopReason = e.Reason.ToString(),
            StopTokenId = e.TokenId,
            EnergyWh = e.MeterStop >= row.MeterStart ? EnergyRegister.Between(row.MeterStart, e.MeterStop) : null,
            DurationSeconds = stoppedAt >= row.StartedAt ? (long)(stoppedAt - row.StartedAt).TotalSeconds : null,
        };
    }

    private static TransactionRow Flag(TransactionRow row, IReadOnlyList<Anomaly>? anomalies) =>
        anomalies is null || anomalies.Count == 0 ? row : row with { Flags = Added(row.Flags, Names(anomalies)) };

    private static string[] Names(IReadOnlyList<Anomaly>? anomalies) => [.. (anomalies ?? []).Select(a => a.ToString()).Distinct()];

    private static string[] Added(IReadOnlyList<string> flags, IReadOnlyList<string> more) => [.. flags.Union(more)];
}
