using Csms.Bench.Load;

namespace Csms.Bench.Tests;

public class WatchingTheLag
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    [Fact]
    public async Task Goes_on_through_rounds_that_follow_one_another_at_once()
    {
        var lag = new LagWatch(() => Task.FromResult<double?>(0), TimeSpan.FromHours(1));
        for (var round = 0; round < 3; round++)
            await lag.DuringAsync(true, async () => await Task.Yield());
        lag.Summary.ShouldBe("projection lag: not looked at");
    }

    [Theory]
    [InlineData(0.4, "longest 0.400 s; below a second throughout: yes")]
    [InlineData(1.5, "longest 1.500 s; below a second throughout: **no**, in 1 looks")]
    [InlineData(null, "longest Infinity s; below a second throughout: **no**, in 1 looks")]
    public async Task Tells_the_longest_of_the_whole_run(double? worst, string told)
    {
        double?[] answers = [0.1, worst, 0.2];
        var (asked, all) = (0, new TaskCompletionSource());
        var lag = new LagWatch(
            () =>
            {
                var answer = answers[asked++];
                if (asked == answers.Length)
                    all.SetResult();
                return Task.FromResult(answer);
            },
            Soon);
        await lag.DuringAsync(true, () => all.Task);
        lag.Summary.ShouldContain(told);
    }
}
