using Csms.Host.Connections;
using Microsoft.Extensions.Options;

namespace Csms.Host.Tests.Limits;

public class SpreadingAStorm
{
    private readonly MovingClock clock = new();
    private readonly BootPace pace;

    public SpreadingAStorm() => pace = new BootPace(Options.Create(new OcppOptions()), clock);

    [Fact]
    public void Leaves_the_intervals_of_a_few_as_they_are()
    {
        for (var i = 0; i < BootPace.Few; i++)
            pace.Next(isAccepted: i % 2 == 0).ShouldBe(i % 2 == 0 ? TimeSpan.FromMinutes(5) : TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Spreads_heartbeats_and_makes_none_of_them_rarer()
    {
        var all = Enumerable.Range(0, 2000).Select(_ => pace.Next(isAccepted: true).TotalSeconds).ToArray();
        var seconds = all[BootPace.Few..];
        seconds.ShouldAllBe(s => s >= 225 && s <= 300);
        seconds.CountBy(s => s).Max(second => second.Value).ShouldBeLessThan(2 * seconds.Length / 75);
    }

    [Fact]
    public void Lets_no_more_boot_again_in_a_second_than_can_be_answered()
    {
        var seconds = Enumerable.Range(0, 2000).Select(_ => pace.Next(isAccepted: false).TotalSeconds).ToArray();
        seconds.ShouldAllBe(s => s >= 60);
        seconds.TakeLast(1000).CountBy(s => s).Max(second => second.Value).ShouldBeLessThan(40);
    }

    [Fact]
    public void Forgets_a_storm_that_is_over()
    {
        for (var i = 0; i < 500; i++)
            pace.Next(isAccepted: true);
        clock.Now += TimeSpan.FromMinutes(1);
        pace.Next(isAccepted: true).ShouldBeLessThan(TimeSpan.FromMinutes(5));
        clock.Now += TimeSpan.FromMinutes(3);
        pace.Next(isAccepted: true).ShouldBe(TimeSpan.FromMinutes(5));
    }
}
