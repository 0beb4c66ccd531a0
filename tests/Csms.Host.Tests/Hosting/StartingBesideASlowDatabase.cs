using Csms.Host.Hosting;
using Npgsql;

namespace Csms.Host.Tests.Hosting;

public class StartingBesideASlowDatabase
{
    private static readonly NpgsqlException Slow = new("Exception while reading from stream", new TimeoutException("Timeout during reading attempt"));

    [Fact]
    public async Task Waits_until_it_answers()
    {
        var clock = new Hurrying();
        var failures = new Queue<Exception>([Slow, new TimeoutException()]);
        (await SlowDatabase.WaitForAsync(() => failures.TryDequeue(out var failure) ? throw failure : Task.FromResult("up"), clock, CancellationToken.None)).ShouldBe("up");
        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_what_is_the_matter_when_it_never_does()
    {
        var failure = await Should.ThrowAsync<StartupFailure>(() => SlowDatabase.WaitForAsync<int>(() => throw Slow, new Hurrying(), CancellationToken.None));
        failure.ExitCode.ShouldBe(ExitCode.DatabaseUnreachable);
        failure.Message.ShouldStartWith("The database does not answer");
    }

    [Fact]
    public async Task Does_not_take_what_will_never_work_for_slowness() =>
        await Should.ThrowAsync<PostgresException>(() => SlowDatabase.WaitForAsync<int>(
            () => throw new PostgresException("no such table", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable), new Hurrying(), CancellationToken.None));

    /// <summary>Every pause is over at once, and took as long as it was meant to.</summary>
    private sealed class Hurrying : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                Interlocked.Add(ref ticks, dueTime.Ticks);
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
