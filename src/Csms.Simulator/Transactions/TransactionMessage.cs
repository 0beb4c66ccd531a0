using Ocpp.Protocol.V16;

namespace Csms.Simulator.Transactions;

public enum TransactionMessageKind
{
    Start,
    MeterValues,
    Stop,
}

/// <summary>One entry of the queue: the fact as it happened, without the number that may not be known yet.</summary>
internal sealed class TransactionMessage(TransactionMessageKind kind, SimulatedTransaction? transaction, object request)
{
    private readonly TaskCompletionSource<bool> settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TransactionMessageKind Kind => kind;
    public SimulatedTransaction? Transaction => transaction;
    public int Transmissions { get; set; }

    /// <summary>True once acknowledged, false once given up.</summary>
    public Task<bool> Settled => settled.Task;

    /// <summary>Its StartTransaction was given up, so it can never carry a true number.</summary>
    public bool CannotBeSent => kind != TransactionMessageKind.Start && transaction is { TransactionId: null };

    public OcppAction Action => kind switch
    {
        TransactionMessageKind.Start => OcppActions.StartTransaction,
        TransactionMessageKind.MeterValues => OcppActions.MeterValues,
        _ => OcppActions.StopTransaction,
    };

    /// <summary>The request with the transaction's number patched in: the queue is in order, so the start was answered before.</summary>
    public object ForWire() => request switch
    {
        MeterValuesRequest values when transaction is not null => values with { TransactionId = transaction.TransactionId },
        StopTransactionRequest stop => stop with { TransactionId = transaction!.TransactionId!.Value },
        _ => request,
    };

    /// <summary>Another end of the same session: what the meter shows is not what it was.</summary>
    public TransactionMessage WithMeterStop(long meterStop) => new(kind, transaction, ((StopTransactionRequest)request) with { MeterStop = meterStop });

    public void Settle(bool acknowledged) => settled.TrySetResult(acknowledged);
}
