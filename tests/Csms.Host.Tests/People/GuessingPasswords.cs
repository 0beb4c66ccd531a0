using System.Net;
using Csms.Host.Security;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.People;

public class GuessingPasswords(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly IPAddress Office = IPAddress.Parse("198.51.100.7");

    [Fact]
    public async Task Is_answered_with_how_long_to_wait()
    {
        await csms.CreateUserAsync("guessed", "operator");
        using var browser = new Browser(csms.Http);
        RestAnswer answer;
        var tried = 0;
        do
        {
            answer = await browser.LogInAsync("guessed", $"guess number {++tried}");
        }
        while (answer.Status == HttpStatusCode.Unauthorized && tried < 20);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Code.ShouldBe("too_many_attempts");
        int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 300);
    }

    [Fact]
    public void Takes_longer_each_time()
    {
        var time = new MovingTime();
        var limits = new LoginLimits(time);
        var waits = new List<double>();
        while (waits.Count < 12)
        {
            if (limits.Begin("anna", Office) is not { } wait)
                continue;
            waits.Add(wait.TotalSeconds);
            time.Now += wait;
        }

        waits.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    [Fact]
    public void Locks_nobody_out_who_has_come_in_from_there_before()
    {
        var time = new MovingTime();
        var limits = new LoginLimits(time);
        limits.Begin("anna", Office).ShouldBeNull();
        limits.Succeeded("anna", Office);

        for (var i = 0; i < 1000; i++)
            limits.Begin("anna", new IPAddress([203, 0, (byte)(i / 250), (byte)(i % 250)]));

        limits.Begin("anna", IPAddress.Parse("192.0.2.1")).ShouldNotBeNull().TotalSeconds.ShouldBeInRange(0, 5);
        limits.Begin("anna", Office).ShouldBeNull();
    }

    [Fact]
    public void Counts_an_address_whatever_names_it_tries()
    {
        var limits = new LoginLimits(new MovingTime());
        var answers = Enumerable.Range(0, 200).Select(i => limits.Begin($"user-{i}", Office)).ToArray();

        answers.Count(a => a is null).ShouldBeLessThan(25);
    }

    [Fact]
    public void Counts_many_at_once_one_by_one()
    {
        var limits = new LoginLimits(new MovingTime());
        var allowed = 0;
        Parallel.For(0, 200, _ =>
        {
            if (limits.Begin("anna", Office) is null)
                Interlocked.Increment(ref allowed);
        });

        allowed.ShouldBeLessThan(6);
    }

    private sealed class MovingTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.UtcTicks;
    }
}
