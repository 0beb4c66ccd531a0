namespace Csms.Simulator.Tests;

/// <summary>Time that stands still until a test moves it; timers that fall due fire in order, each at its own moment.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A test moves time only once the thing it tests is waiting.</summary>
    public Task UntilSomebodyWaitsAsync(TimeSpan dueTime) => Eventually.HoldsAsync(() => Due().Contains(dueTime));

    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (true)
        {
            Timer? next;
            lock (gate)
            {
                next = timers.Where(timer => timer.Due <= end).MinBy(timer => timer.Due);
                now = next?.Due ?? end;
                next?.Reschedule();
                if (next is { Due: null }) timers.Remove(next);
            }

            if (next is null) return;
            next.Fire();
        }
    }

    private TimeSpan[] Due()
    {
        lock (gate) return [.. timers.Select(timer => timer.Wait)];
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? Due { get; private set; }
        public TimeSpan Wait { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            lock (time.gate)
            {
                time.timers.Remove(this);
                (period, Wait) = (newPeriod, dueTime);
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time.now + dueTime;
                if (Due is not null) time.timers.Add(this);
            }

            return true;
        }

        public void Reschedule() => Due = period > TimeSpan.Zero ? Due + period : null;

        public void Fire() => callback(state);

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
