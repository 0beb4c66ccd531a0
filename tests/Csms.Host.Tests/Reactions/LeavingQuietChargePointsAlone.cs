using Csms.Host.Reactions;

namespace Csms.Host.Tests.Reactions;

public class LeavingQuietChargePointsAlone
{
    private readonly QuietChargePoints quiet = new();

    [Fact]
    public void Begins_when_nothing_was_found_at_one()
    {
        quiet.Contains("CP1").ShouldBeFalse();
        quiet.Calm("CP1");
        quiet.Contains("CP1").ShouldBeTrue();
        quiet.Contains("CP2").ShouldBeFalse();
    }

    [Fact]
    public void Ends_when_something_is_asked_of_it_whatever_is_found_afterwards()
    {
        quiet.Calm("CP1");
        quiet.Ask("CP1");
        quiet.Contains("CP1").ShouldBeFalse();

        // What was found may be of before it was asked.
        quiet.Calm("CP1");
        quiet.Contains("CP1").ShouldBeFalse();
    }

    [Fact]
    public void Is_forgotten_with_the_place_in_the_feed()
    {
        quiet.Calm("CP1");
        quiet.Ask("CP2");
        quiet.Forget();
        quiet.Contains("CP1").ShouldBeFalse();
        quiet.Calm("CP2");
        quiet.Contains("CP2").ShouldBeTrue();
    }
}
