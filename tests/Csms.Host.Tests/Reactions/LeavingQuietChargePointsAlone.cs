using Csms.Host.Reactions;

namespace Csms.Host.Tests.Reactions;

public class LeavingQuietChargePointsAlone
{
    private readonly QuietChargePoints quiet = new();

    [Fact]
    public void Begins_when_nothing_was_found_at_one()
    {
        quiet.Contains("CP1").ShouldBeFalse();
        quiet.Calm("CP1", 10);
        quiet.Contains("CP1").ShouldBeTrue();
        quiet.Contains("CP2").ShouldBeFalse();
    }

    [Fact]
    public void Ends_when_something_is_asked_of_it_until_nothing_is_found_behind_that()
    {
        quiet.Calm("CP1", 10);
        quiet.Ask("CP1", 20);
        quiet.Contains("CP1").ShouldBeFalse();

        // What was found may be of before it was asked.
        quiet.Calm("CP1", 19);
        quiet.Contains("CP1").ShouldBeFalse();

        quiet.Calm("CP1", 21);
        quiet.Contains("CP1").ShouldBeTrue();
    }

    [Fact]
    public void Is_forgotten_with_the_place_in_the_feed()
    {
        quiet.Calm("CP1", 10);
        quiet.Ask("CP2", 20);
        quiet.Forget();
        quiet.Contains("CP1").ShouldBeFalse();
        quiet.Calm("CP2", 11);
        quiet.Contains("CP2").ShouldBeTrue();
    }
}
