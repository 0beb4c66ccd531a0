using Csms.Host.Connections;

namespace Csms.Host.Tests.Tls;

public sealed class CountingRefusals
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly RefusalWindows<string> windows = new();

    [Fact]
    public void Lets_the_first_through_and_tells_the_number_of_the_others_when_the_hour_is_over()
    {
        windows.IsFirst("a", "first", Noon).ShouldBeTrue();
        for (var i = 0; i < 5000; i++)
            windows.IsFirst("a", $"again {i}", Noon.AddMinutes(1)).ShouldBeFalse();
        windows.IsFirst("b", "first", Noon.AddMinutes(1)).ShouldBeTrue();

        windows.Close(Noon.AddMinutes(59)).ShouldBeEmpty();
        windows.Close(Noon.AddMinutes(60)).ShouldBe([("a", 5000, "again 4999")]);
        // Who goes on is told of once an hour, not at once again.
        windows.IsFirst("a", "on", Noon.AddMinutes(61)).ShouldBeFalse();
        windows.Close(Noon.AddMinutes(120)).ShouldBe([("a", 1, "on")]);
    }

    [Fact]
    public void Forgets_a_kind_that_has_come_to_rest()
    {
        windows.IsFirst("a", "first", Noon);
        windows.Close(Noon.AddHours(1)).ShouldBeEmpty();
        windows.IsFirst("a", "first", Noon.AddHours(2)).ShouldBeTrue();
    }

    [Fact]
    public void Counts_again_what_could_not_be_stored()
    {
        windows.IsFirst("a", "first", Noon);
        windows.Return("a", 1, "first", Noon);
        windows.Close(Noon, all: true).ShouldBe([("a", 1, "first")]);
    }
}
