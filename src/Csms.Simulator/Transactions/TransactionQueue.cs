using System.Threading.Channels;

namespace Csms.Simulator.Transactions;

/// <summary>
/// Transaction messages in the order they happened, kept in flash: neither a lost connection nor a loss of power empties it (OCPP 1.6 section 3.7.1).
/// The head leaves only when it was acknowledged or given up.
/// </summary>
internal sealed class TransactionQueue
{
    private readonly Channel<TransactionMessage> messages = Channel.CreateUnbounded<TransactionMessage>();

    public int Count => messages.Reader.Count;

    public void Add(TransactionMessage message) => messages.Writer.TryWrite(message);

    public async ValueTask<TransactionMessage> HeadAsync(CancellationToken ct)
    {
        while (await messages.Reader.WaitToReadAsync(ct))
        {
            if (messages.Reader.TryPeek(out var head)) return head;
        }

        throw new InvalidOperationException("The queue of a charge point is never completed.");
    }

    public void RemoveHead() => messages.Reader.TryRead(out _);
}
