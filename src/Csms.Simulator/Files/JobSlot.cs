namespace Csms.Simulator.Files;

/// <summary>The one job of its kind that a device does at a time, and what it said of it last: a new one takes the place of the old.</summary>
/// <param name="idle">The status when no job is under way.</param>
internal sealed class JobSlot<TStatus>(TStatus idle)
    where TStatus : struct, Enum
{
    private readonly Lock gate = new();
    private Job? current;

    /// <summary>What a trigger is answered with: idle once the job is over (OCPP 1.6 sections 4.4 and 4.5).</summary>
    public (TStatus Status, int? RequestId) Now
    {
        get
        {
            lock (gate) return current is { } job ? (job.Status, job.RequestId) : (idle, null);
        }
    }

    /// <summary>Enters a job. Its token is cancelled when another takes its place.</summary>
    public Job Begin(int? requestId, out bool tookThePlaceOfAnother)
    {
        lock (gate)
        {
            tookThePlaceOfAnother = current is not null;
            current?.Stop();
            return current = new Job(requestId, idle);
        }
    }

    /// <summary>The device starts anew, and what was under way is forgotten.</summary>
    public void Drop()
    {
        lock (gate)
        {
            current?.Stop();
            current = null;
        }
    }

    /// <summary>The new status of a job; false when it is no longer the one under way.</summary>
    /// <param name="isLast">The job is over before anybody hears of it, so that a request which follows at once takes nobody's place.</param>
    public bool Tell(Job job, TStatus status, bool isLast)
    {
        lock (gate)
        {
            if (job != current) return false;
            job.Status = status;
            if (isLast) current = null;
            return true;
        }
    }

    public void End(Job job)
    {
        lock (gate)
        {
            if (job == current) current = null;
        }
    }

#pragma warning disable CA1001 // A stopped job may still look at its token, and a source without a timer holds nothing.
    internal sealed class Job(int? requestId, TStatus status)
    {
        private readonly CancellationTokenSource stopped = new();

        public int? RequestId => requestId;
        public TStatus Status { get; set; } = status;
        public CancellationToken Stopped => stopped.Token;

        public void Stop() => stopped.Cancel();
    }
#pragma warning restore CA1001
}
