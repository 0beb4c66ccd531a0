using System.Diagnostics;

namespace Csms.Host.Hosting;

/// <summary>Keeps one PostgreSQL server running until it is told to stop: a server that dies is started again, ever less eagerly.</summary>
/// <remarks>It owns a thread, not a task: the parent death signal that ends an orphaned server fires when the thread that started it ends.</remarks>
internal sealed partial class PostgresSupervisor : IDisposable
{
    private const int AttemptsBeforeFirstSuccess = 6;
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FastShutdown = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ImmediateShutdown = TimeSpan.FromSeconds(3);

    private readonly PostgresCluster cluster;
    private readonly ProcessStartInfo start;
    private readonly ILogger logger;
    private readonly Thread thread;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int? running;
    private volatile bool hasServed;

    public PostgresSupervisor(PostgresCluster cluster, ProcessStartInfo start, ILogger logger)
    {
        (this.cluster, this.start, this.logger) = (cluster, start, logger);
        thread = new Thread(Supervise) { Name = "postgres", IsBackground = true };
        thread.Start();
    }

    /// <summary>Ends when the server is stopped for good; with an exception when it never came to serve.</summary>
    public Task Ended => ended.Task;

    /// <summary>From now on a server that dies is started again for ever.</summary>
    public void ConfirmServing() => hasServed = true;

    /// <summary>Fast shutdown: transactions in progress are rolled back, everything committed is on disk.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        if (!await EndsAfterAsync(Unix.Interrupt, FastShutdown) && !await EndsAfterAsync(Unix.Quit, ImmediateShutdown))
            await EndsAfterAsync(Unix.Kill, ImmediateShutdown);
    }

    public void Dispose() => stopping.Dispose();

    // Sent again every second: a server that has only just been started may not have its signal handlers yet.
    private async Task<bool> EndsAfterAsync(int signal, TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (!ended.Task.IsCompleted && waited.Elapsed < limit)
        {
            lock (gate)
                if (running is { } processId)
                    Unix.Signal(processId, signal);
            await Task.WhenAny(ended.Task, Task.Delay(TimeSpan.FromSeconds(1)));
        }

        return ended.Task.IsCompleted;
    }

    private void Supervise()
    {
        try
        {
            var pause = ShortestPause;
            for (var attempt = 1; !stopping.IsCancellationRequested; attempt++)
            {
                var served = Stopwatch.StartNew();
                var failure = TryRunOnce();
                if (stopping.IsCancellationRequested)
                    break;
                if (!hasServed && attempt >= AttemptsBeforeFirstSuccess)
                    throw new StartupFailure(ExitCode.DatabaseUnreachable, $"PostgreSQL does not start: {LastReason()} See {cluster.LogFile}.");
                if (served.Elapsed > LongestPause)
                    pause = ShortestPause;
                if (hasServed)
                    LogDied(failure ?? LastReason(), pause.TotalSeconds);
                stopping.Token.WaitHandle.WaitOne(pause);
                pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
            }

            ended.TrySetResult();
        }
        catch (OperationCanceledException)
        {
            ended.TrySetResult();
        }
        catch (Exception e)
        {
            ended.TrySetException(e);
        }
    }

    /// <summary>Why it could not even be started; null when it was. A machine that had no memory or process to spare for a moment may have
    /// some in the next.</summary>
    private string? TryRunOnce()
    {
        try
        {
            RunOnce();
            return null;
        }
        catch (Exception e) when (hasServed && e is not OperationCanceledException)
        {
            return $"it cannot be started again. {e.Message}";
        }
    }

    private void RunOnce()
    {
        if (LeftoverPostmaster.Clear(cluster, stopping.Token) is { } earlier)
            LogShutDownEarlier(earlier);
        Process process;
        lock (gate)
        {
            if (stopping.IsCancellationRequested)
                return;
            process = Process.Start(start)!;
            running = process.Id;
        }

        using (process)
            process.WaitForExit();
        lock (gate)
            running = null;
    }

    private string LastReason()
    {
        try
        {
            var line = File.ReadLines(cluster.LogFile).LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal) || line.StartsWith("sh:", StringComparison.Ordinal));
            return line is null ? "it gave no reason." : line[(line.IndexOf(":  ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..].TrimEnd('.') + ".";
        }
        catch (IOException)
        {
            return "its log cannot be read.";
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An earlier PostgreSQL (process {ProcessId}) of this data folder was still running and has been shut down")]
    private partial void LogShutDownEarlier(int processId);

    [LoggerMessage(2, LogLevel.Error, "PostgreSQL ended unexpectedly: {Reason} Starting it again in {Seconds} s")]
    private partial void LogDied(string reason, double seconds);
}
