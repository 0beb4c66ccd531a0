using System.Diagnostics;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Runtime.InteropServices;

namespace Csms.Bench.Load.Traffic;

/// <summary>Charge points that are connected to one target.</summary>
internal sealed class Fleet(IReadOnlyList<StandIn> members) : IDisposable
{
    private const uint PacingMicroseconds = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Connects and boots them.</summary>
    /// <param name="atOnce">How many at the same time; all of them are a boot storm.</param>
    public static async Task<Fleet> ConnectAsync(
        int port, int count, int atOnce, Acknowledged acknowledged, Figures figures, CancellationToken cancellationToken)
    {
        var members = Enumerable.Range(0, count).Select(i => new StandIn(IdentityOf(i), IdTagOf(i), acknowledged)).ToList();
        var fleet = new Fleet(members);
        var clock = Stopwatch.StartNew();
        var next = -1;
        await fleet.WithinAsync(Patience * 3, Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, count)).Select(_ => Task.Run(
            async () =>
            {
                for (int i; (i = Interlocked.Increment(ref next)) < count;)
                {
                    if (await GuardedAsync(figures, () => members[i].ConnectAsync(port, cancellationToken)))
                        await SendAsync(members[i], [MessageKind.BootNotification, MessageKind.StatusNotification], figures);
                }
            },
            cancellationToken))), cancellationToken);
        figures.Seconds = clock.Elapsed.TotalSeconds;
        return fleet;
    }

    public static string IdentityOf(int i) => $"BENCH-{i:00000}";

    public static string IdTagOf(int i) => $"BENCH{i:00000}";

    /// <summary>Each sends its next message as soon as it has the answer to the last; a session that has begun is brought to its end.</summary>
    public Task RunClosedAsync(Workload workload, TimeSpan length, Figures figures, CancellationToken cancellationToken) =>
        RunAsync(
            workload,
            _ => 0,
            async (member, _, start) =>
            {
                var end = start + (long)(length.TotalSeconds * Stopwatch.Frequency);
                for (var place = 0; ; place = (place + 1) % workload.Cycle.Length)
                {
                    var sent = Stopwatch.GetTimestamp();
                    if (sent >= end && place == 0)
                        return;
                    await ExchangeAsync(member, workload.Cycle[place], sent, figures);
                }
            },
            length,
            figures,
            cancellationToken);

    /// <summary>Messages at a fixed rate, whether the target keeps up or not. Latencies count from the moment a message was due: what waits behind a slow answer
    /// is late, and counted as late. The charge points are spread over the cycle, so that every moment sees the whole mix, and their clocks are right.</summary>
    public Task RunOpenAsync(Workload workload, double perSecond, TimeSpan length, Figures figures, CancellationToken cancellationToken)
    {
        var (total, apart) = ((long)(perSecond * length.TotalSeconds), Stopwatch.Frequency / perSecond);
        var turns = members.Select(_ => new Turn()).ToArray();
        foreach (var member in members)
            member.TellTheTime();
        return RunAsync(
            workload,
            index => index % workload.Cycle.Length,
            async (member, index, start) =>
            {
                for (var (n, message) = (0, (long)index); message < total; n++, message += members.Count)
                {
                    await turns[index].WaitAsync();
                    await ExchangeAsync(member, workload.Cycle[(index + n) % workload.Cycle.Length], start + (long)(message * apart), figures);
                }
            },
            length,
            figures,
            cancellationToken,
            start => new Thread(() => GiveTurns(turns, start, apart, total, cancellationToken)) { Name = "pace", IsBackground = true }.Start());
    }

    /// <summary>Does nothing but answer pings; each socket that ends meanwhile is an error.</summary>
    public async Task IdleAsync(TimeSpan length, Figures figures, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(length);
        await Task.WhenAll(members.Select(member => GuardedAsync(
            figures,
            async () =>
            {
                try
                {
                    await member.IdleAsync(end.Token);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    // The time is over.
                }
            })));
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        foreach (var member in members)
            member.Dispose();
    }

    private static void GiveTurns(Turn[] turns, long start, double apart, long total, CancellationToken cancellationToken)
    {
        for (var given = 0L; given < total && !cancellationToken.IsCancellationRequested;)
        {
            for (var due = Math.Min(total, (long)((Stopwatch.GetTimestamp() - start) / apart) + 1); given < due; given++)
                turns[given % turns.Length].Give();
            _ = Sleep(PacingMicroseconds);
        }
    }

    // Thread.Sleep counts whole milliseconds: of less than one it makes none, and the thread takes a processor away from those who are measured.
    [DllImport("libc", EntryPoint = "usleep"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sleep(uint microseconds);

    private async Task RunAsync(
        Workload workload, Func<int, int> placeOf, Func<StandIn, int, long, Task> run, TimeSpan length, Figures figures, CancellationToken cancellationToken, Action<long>? begin = null)
    {
        // What is sent to begin and end with is not measured.
        var aside = new Figures();
        await Task.WhenAll(members.Select((member, i) => workload.IsWithinTransaction(placeOf(i)) ? SendAsync(member, [MessageKind.StartTransaction], aside) : Task.CompletedTask));
        var start = Stopwatch.GetTimestamp();
        begin?.Invoke(start);
        await WithinAsync(length + Patience, Task.WhenAll(members.Select((member, i) => GuardedAsync(figures, () => run(member, i, start)))), cancellationToken);
        figures.Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await WithinAsync(Patience, Task.WhenAll(members.Where(m => m.IsCharging).Select(member => SendAsync(member, [MessageKind.StopTransaction], aside))), cancellationToken);
        foreach (var error in aside.Told)
            figures.CountError(error);
    }

    /// <summary>Whoever is not answered for so long is cut off, which counts as an error.</summary>
    private async Task WithinAsync(TimeSpan limit, Task running, CancellationToken cancellationToken)
    {
        try
        {
            await running.WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            Dispose();
            await running;
        }
    }

    private static Task<bool> SendAsync(StandIn member, MessageKind[] kinds, Figures figures) =>
        GuardedAsync(
            figures,
            async () =>
            {
                foreach (var kind in kinds)
                    await ExchangeAsync(member, kind, Stopwatch.GetTimestamp(), figures);
            });

    private static async ValueTask ExchangeAsync(StandIn member, MessageKind kind, long since, Figures figures)
    {
        var fault = await member.ExchangeAsync(kind);
        figures[kind].Record(Stopwatch.GetTimestamp() - since);
        if (fault is not null)
            figures.CountError(fault);
    }

    /// <returns>Whether all went well; a socket that is gone is counted once.</returns>
    private static async Task<bool> GuardedAsync(Figures figures, Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (Exception e) when (e is WebSocketException or SocketException or ObjectDisposedException)
        {
            figures.CountError(e.Message);
            return false;
        }
    }
}
