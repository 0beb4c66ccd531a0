using System.Text;

namespace Csms.Simulator.Connection;

/// <summary>Every frame in both directions, in order, for tests to read and to wait on.</summary>
public sealed class FrameLog(bool keep, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Lock gate = new();
    private readonly List<SeenFrame> frames = [];
    private readonly List<(Func<SeenFrame, bool> Fits, TaskCompletionSource<SeenFrame> Found)> waiting = [];

    /// <summary>Called for every frame, on the task that sends or receives it: be quick.</summary>
    public Action<SeenFrame>? Seen { get; set; }

    public IReadOnlyList<SeenFrame> All
    {
        get
        {
            lock (gate) return [.. frames];
        }
    }

    public IEnumerable<SeenFrame> Sent => All.Where(frame => frame.Sent);
    public IEnumerable<SeenFrame> Received => All.Where(frame => !frame.Sent);

    public IEnumerable<SeenFrame> CallsSent(string action) => Sent.Where(frame => frame.IsCallOf(action));

    /// <summary>The answer to a call of either side; null while there is none.</summary>
    public SeenFrame? AnswerTo(SeenFrame call) => All.FirstOrDefault(frame => frame.Sent != call.Sent && !frame.IsCall && frame.UniqueId == call.UniqueId);

    /// <summary>The first frame, past or future, that fits. Fails after the deadline (20 seconds of real time unless told otherwise).</summary>
    public Task<SeenFrame> WaitForAsync(Func<SeenFrame, bool> fits, TimeSpan? deadline = null)
    {
        if (!keep) throw new InvalidOperationException("This charge point keeps no frames.");
        lock (gate)
        {
            if (frames.Find(frame => fits(frame)) is { } past) return Task.FromResult(past);
            var found = new TaskCompletionSource<SeenFrame>(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((fits, found));
            return WithinAsync(found.Task, deadline ?? Patience);
        }
    }

    /// <summary>The <paramref name="nth"/> CALL of an action from the charge point.</summary>
    public Task<SeenFrame> SentCallAsync(string action, int nth = 1) => NthAsync(frame => frame.Sent && frame.IsCallOf(action), nth);

    /// <summary>The <paramref name="nth"/> CALL of an action from the central system.</summary>
    public Task<SeenFrame> ReceivedCallAsync(string action, int nth = 1) => NthAsync(frame => !frame.Sent && frame.IsCallOf(action), nth);

    public Task<SeenFrame> AnswerAsync(SeenFrame call) => WaitForAsync(frame => frame.Sent != call.Sent && !frame.IsCall && frame.UniqueId == call.UniqueId);

    internal void Add(bool sent, ReadOnlySpan<byte> utf8)
    {
        if (!keep && Seen is null) return;
        var frame = new SeenFrame(sent, Encoding.UTF8.GetString(utf8), time.GetUtcNow());
        if (keep)
        {
            lock (gate)
            {
                frames.Add(frame);
                for (var i = waiting.Count - 1; i >= 0; i--)
                {
                    if (!waiting[i].Fits(frame)) continue;
                    waiting[i].Found.TrySetResult(frame);
                    waiting.RemoveAt(i);
                }
            }
        }

        Seen?.Invoke(frame);
    }

    private Task<SeenFrame> NthAsync(Func<SeenFrame, bool> fits, int nth)
    {
        var left = nth;
        return WaitForAsync(frame => fits(frame) && --left == 0);
    }

    private async Task<SeenFrame> WithinAsync(Task<SeenFrame> found, TimeSpan deadline)
    {
        try
        {
            return await found.WaitAsync(deadline);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"No such frame within {deadline}. Last seen:\n{string.Join('\n', All.TakeLast(12))}");
        }
    }
}
