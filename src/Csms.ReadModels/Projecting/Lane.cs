namespace Csms.ReadModels.Projecting;

/// <summary>A read model on its way along the feed. One that fails waits, longer each time, while the others go on.</summary>
internal sealed class Lane(ReadModel model)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private int failures;
    private Projection? last;

    public ReadModel Model => model;

    /// <summary>Null while it has no checkpoint: its tables must be filled by a rebuild first.</summary>
    public long? Position { get; set; }

    /// <summary>Runs while it is being filled.</summary>
    public Task<long>? Filling { get; set; }

    /// <summary>Not before this moment again, by a clock that nobody sets; null when all is well.</summary>
    public TimeSpan? RetryAt { get; private set; }

    public bool IsReady(TimeSpan now) => Filling is null && (RetryAt is null || RetryAt <= now);

    /// <summary>For a page that follows on those before it, or is one of them again.</summary>
    public Projection Open() => last = last?.Next() ?? model.Open(FoldMode.Following);

    /// <summary>What comes next may not follow on what came last.</summary>
    public void Forget() => last = null;

    public void Reach(long position)
    {
        Position = position;
        RetryAt = null;
        failures = 0;
    }

    public void Fail(TimeSpan now)
    {
        Forget();
        var wait = TimeSpan.FromSeconds(Math.Pow(2, failures++));
        RetryAt = now + (wait < LongestWait ? wait : LongestWait);
        if (failures > 10) failures = 10;
    }
}
