using Csms.Simulator.Energy;
using Csms.Simulator.Transactions;
using Ocpp.Protocol.V16;

namespace Csms.Simulator;

public sealed partial class SimulatedChargePoint
{
    private static readonly TimeSpan ShortestSampleInterval = TimeSpan.FromMilliseconds(250);
    private ITimer? aligned;

    /// <summary>One reading of a running transaction, through the queue; returns when it was answered or the connection was lost.</summary>
    public async Task SendMeterValuesAsync(SimulatedTransaction transaction, CancellationToken ct = default)
    {
        if (Sample(transaction) is { } message) await DeliveredAsync(message, ct);
    }

    /// <summary>A reading of one connector or of all that somebody asked for; not a transaction message, so it does not queue.</summary>
    internal async Task SendTriggeredValuesAsync(int? connectorId, CancellationToken ct)
    {
        foreach (var connector in connectorId is { } id ? [Connector(id)] : Connectors)
        {
            MeterValuesRequest? request;
            lock (gate)
            {
                request = Reading(connector, "MeterValuesSampledData", ReadingContext.Trigger);
                if (connector.Transaction is { TransactionId: { } number } && request is not null) request = request with { TransactionId = number };
            }

            if (request is not null) await CallAsync<MeterValuesResponse>(OcppActions.MeterValues, request, ct);
        }
    }

    /// <summary>Takes over a changed MeterValueSampleInterval for transactions that are running (OCPP 1.6 section 9.1.19).</summary>
    internal void RescheduleSampling()
    {
        lock (gate)
        {
            foreach (var connector in Connectors)
            {
                if (connector.Transaction is { } running) ScheduleSampling(running);
            }
        }
    }

    internal void ScheduleAlignedValues()
    {
        aligned?.Dispose();
        var interval = Settings.Seconds("ClockAlignedDataInterval");
        if (interval <= TimeSpan.Zero) return;
        // Counted from midnight, whenever the device was started (OCPP 1.6 section 3.16.1).
        var sinceMidnight = Clock.Now.TimeOfDay;
        var first = interval - TimeSpan.FromTicks(sinceMidnight.Ticks % interval.Ticks);
        aligned = time.CreateTimer(_ => SampleAligned(), null, first, interval);
    }

    private void ScheduleSampling(SimulatedTransaction transaction)
    {
        transaction.Sampling?.Dispose();
        transaction.Sampling = null;
        var interval = Settings.Seconds("MeterValueSampleInterval") / Options.Speed;
        if (interval <= TimeSpan.Zero) return;
        if (interval < ShortestSampleInterval) interval = ShortestSampleInterval;
        transaction.Sampling = time.CreateTimer(_ => Sample(transaction), null, interval, interval);
    }

    private TransactionMessage? Sample(SimulatedTransaction transaction)
    {
        lock (gate)
        {
            if (transaction.StoppedAt is not null) return null;
            Integrate(transaction);
            CollectStopData(transaction, ReadingContext.SamplePeriodic, Clock.Now);
            var connector = transaction.Connector;
            if (transaction.Flow.Full && connector.Status == ChargePointStatus.Charging)
                Spawn(ct => ChangeStatusAsync(connector, ChargePointStatus.SuspendedEV, ct));
            return Reading(connector, "MeterValuesSampledData", ReadingContext.SamplePeriodic) is { } request ? Enqueue(request, transaction) : null;
        }
    }

    private void SampleAligned()
    {
        lock (gate)
        {
            foreach (var connector in Connectors)
            {
                if (connector.Transaction is { } running) Integrate(running);
                if (Reading(connector, "MeterValuesAlignedData", ReadingContext.SampleClock) is { } request) Enqueue(request, connector.Transaction);
            }
        }
    }

    private TransactionMessage Enqueue(MeterValuesRequest request, SimulatedTransaction? transaction)
    {
        var message = new TransactionMessage(TransactionMessageKind.MeterValues, transaction, request);
        Queue.Add(message);
        return message;
    }

    private MeterValuesRequest? Reading(Connector connector, string listKey, string context)
    {
        if (connector.Transaction is { } running) Integrate(running);
        return MeterSampler.Read(connector.Kind, connector.RegisterWh, connector.Transaction?.Flow, Settings.List(listKey), context, Clock.Now) is { } value
            ? new MeterValuesRequest(connector.Id, [value]) : null;
    }

    private void CollectStopData(SimulatedTransaction transaction, string context, DateTimeOffset at)
    {
        // The end is always told; what comes before it only as far as there is room.
        if (context != ReadingContext.TransactionEnd && transaction.StopData.Count >= Settings.Number("StopTransactionMaxMeterValues") - 1) return;
        var connector = transaction.Connector;
        if (MeterSampler.Read(connector.Kind, connector.RegisterWh, transaction.Flow, Settings.List("StopTxnSampledData"), context, at) is { } value)
            transaction.StopData.Add(value);
    }

    /// <summary>Brings the register up to now, on the monotonic clock: a correction of the wall clock must not make energy.</summary>
    private void Integrate(SimulatedTransaction transaction)
    {
        var now = time.GetTimestamp();
        transaction.Flow.Advance(time.GetElapsedTime(transaction.IntegratedAt, now));
        transaction.IntegratedAt = now;
        transaction.Connector.RegisterWh = transaction.RegisterAtStart + transaction.Flow.EnergyWh;
    }

    /// <summary>The meter is read on without a connection, as long as there is power.</summary>
    private void StopHeartbeats()
    {
        heartbeats?.Dispose();
        heartbeats = null;
    }

    private void StopTimers()
    {
        StopHeartbeats();
        aligned?.Dispose();
        aligned = null;
    }
}
