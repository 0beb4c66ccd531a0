using System.Threading.Tasks.Sources;

namespace Csms.Bench.Load.Traffic;

/// <summary>Counts messages that are due and lets one waiter go for each, without allocating. One waiter, one who says so.</summary>
internal sealed class Turn : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> source;

    // Negative while somebody waits.
    private int due;

    public ValueTask WaitAsync()
    {
        source.Reset();
        return Interlocked.Decrement(ref due) >= 0 ? ValueTask.CompletedTask : new ValueTask(this, source.Version);
    }

    public void Give()
    {
        if (Interlocked.Increment(ref due) == 0)
            source.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);
}
