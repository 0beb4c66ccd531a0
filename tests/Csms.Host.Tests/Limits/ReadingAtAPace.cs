using Csms.Host.Limits;

namespace Csms.Host.Tests.Limits;

public sealed class ReadingAtAPace
{
    private readonly MovingClock clock = new();

    [Fact]
    public void Takes_many_at_once_after_a_rest_and_one_after_another_then()
    {
        var rate = new MessageRate(10, 3, clock);
        Enumerable.Range(0, 3).Select(_ => rate.Take(100)).ShouldAllBe(wait => wait == TimeSpan.Zero);
        rate.Take(100).TotalMilliseconds.ShouldBe(100, 1);
        clock.Now += TimeSpan.FromMilliseconds(100);
        rate.Take(100).TotalMilliseconds.ShouldBe(100, 1);
        clock.Now += TimeSpan.FromHours(1);
        Enumerable.Range(0, 3).Select(_ => rate.Take(100)).ShouldAllBe(wait => wait == TimeSpan.Zero);
        rate.Take(100).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public void Counts_a_large_message_as_several()
    {
        var rate = new MessageRate(10, 3, clock);
        rate.Take(1 << 20).TotalSeconds.ShouldBe(6.2, 0.01);
    }
}
