using Csms.Simulator.Energy;
using Ocpp.Protocol.V16;

namespace Csms.Simulator.Transactions;

/// <summary>A transaction as the charge point knows it: it has begun long before the central system gives it a number.</summary>
public sealed class SimulatedTransaction
{
    private readonly TaskCompletionSource<int> numbered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal SimulatedTransaction(Connector connector, string idTag, DateTimeOffset startedAt, EnergyFlow flow, int? reservationId)
    {
        Connector = connector;
        IdTag = idTag;
        StartedAt = startedAt;
        Flow = flow;
        ReservationId = reservationId;
        MeterStart = connector.WholeWh;
        RegisterAtStart = connector.RegisterWh;
    }

    public Connector Connector { get; }
    public int ConnectorId => Connector.Id;
    public string IdTag { get; }
    public DateTimeOffset StartedAt { get; }
    public long MeterStart { get; }
    public int? ReservationId { get; }

    /// <summary>The central system's number, once StartTransaction was answered. Never invented.</summary>
    public int? TransactionId { get; private set; }

    /// <summary>Completes with the number; cancelled when StartTransaction was given up.</summary>
    public Task<int> Numbered => numbered.Task;

    public AuthorizationStatus? Authorization { get; private set; }

    /// <summary>Completes when the session is over at the charge point, whether or not anybody was told.</summary>
    public Task Ended => ended.Task;

    public DateTimeOffset? StoppedAt { get; private set; }
    public long? MeterStop { get; private set; }
    public StopReason? StopReason { get; private set; }

    /// <summary>StartTransaction was given up after all attempts: nothing of this transaction can be told any more.</summary>
    public bool Unreportable => numbered.Task.IsCanceled;

    internal EnergyFlow Flow { get; }
    internal double RegisterAtStart { get; }
    internal List<MeterValue> StopData { get; } = [];

    /// <summary>When energy was last integrated, on the clock that never jumps.</summary>
    internal long IntegratedAt { get; set; }

    internal ITimer? Sampling { get; set; }

    internal void Number(int transactionId, AuthorizationStatus authorization)
    {
        Authorization = authorization;
        TransactionId = transactionId;
        numbered.TrySetResult(transactionId);
    }

    internal void GiveUpReporting() => numbered.TrySetCanceled();

    internal void End(DateTimeOffset at, long meterStop, StopReason reason)
    {
        StoppedAt = at;
        MeterStop = meterStop;
        StopReason = reason;
        Sampling?.Dispose();
        ended.TrySetResult();
    }
}
