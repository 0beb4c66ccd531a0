using Csms.Domain.Energy;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Energy;

public sealed class CorrectingAClock
{
    private static readonly DateTimeOffset Now = At("2026-03-01 10:00");

    [Fact]
    public void Leaves_a_clock_alone_that_is_right_to_the_minute() => Learnt(10, 60, -30).ShouldBe(DeviceClock.Right);

    [Fact]
    public void Takes_the_median_so_that_one_late_message_does_not_matter() => Learnt(3_600, 3_601, 90_000).Offset.ShouldBe(TimeSpan.FromSeconds(3_601));

    [Fact]
    public void Knows_nothing_without_live_messages() => Learnt().ShouldBe(DeviceClock.Right);

    [Theory]
    [InlineData("1970-01-01")]
    [InlineData("2099-12-31 23:59")]
    public void Keeps_both_times(string text)
    {
        var device = At(text);
        var time = DeviceClock.Of([(device, Now)]).Read(device);
        (time.Device, time.Corrected, time.IsCorrected).ShouldBe((device, Now, true));
        (time.Corrected - time.Offset).ShouldBe(device);
    }

    [Fact]
    public void Stays_within_the_times_there_are()
    {
        var clock = DeviceClock.Of([(At("1970-01-01"), Now)]);
        clock.Read(DateTimeOffset.MaxValue).Corrected.ShouldBe(DateTimeOffset.MaxValue);
        new DeviceClock(-clock.Offset).Read(DateTimeOffset.MinValue).Corrected.ShouldBe(DateTimeOffset.MinValue);
    }

    private static DeviceClock Learnt(params int[] seconds) => DeviceClock.Of(seconds.Select(late => (Now.AddSeconds(-late), Now)));
}
