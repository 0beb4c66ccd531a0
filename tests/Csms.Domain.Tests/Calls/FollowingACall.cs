using Csms.Domain.Calls;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Tests.Calls;

public sealed class FollowingACall : CallSpecification
{
    private static readonly ReportEffect Boot = new(CallEffect.Booted);
    private static readonly TookEffect HasBooted = new(CallEffect.Booted);
    private static readonly Failed HasLostItsConnection = new(CallFailure.ConnectionLost, "ConnectionLost", "gone");

    [Fact]
    public void Stores_what_it_led_to() => Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).When(Boot).Then(HasBooted);

    [Fact]
    public void Names_the_transaction_that_started() =>
        Given(HasBeenRequested with { Action = "RemoteStartTransaction" }, HasBeenSent, HasBeenAnswered)
            .When(new ReportEffect(CallEffect.TransactionStarted, 7, 1)).Then(new TookEffect(CallEffect.TransactionStarted, 7, 1));

    [Fact]
    public void Believes_what_it_sees_where_the_answer_was_lost()
    {
        Given(HasBeenRequested, HasBeenSent, HasLostItsConnection).When(Boot).Then(HasBooted);
        Given(HasBeenRequested, HasBeenSent, new TimedOut()).When(Boot).Then(HasBooted);
    }

    [Fact]
    public void Expects_nothing_of_what_was_turned_down_or_never_sent()
    {
        CallEvent[][] pasts =
        [
            [HasBeenRequested, HasBeenSent, new Answered(Json("""{"status":"Rejected"}"""))],
            [HasBeenRequested, HasBeenSent, new Answered(Json("[]"))],
            [HasBeenRequested, HasBeenSent, new Failed(CallFailure.CallError, "NotSupported", "no")],
            [HasBeenRequested, new Expired()],
            [HasBeenRequested, new Cancelled("key:admin")],
            [HasBeenRequested, HasBeenSent],
            [HasBeenRequested with { Action = "UnlockConnector" }, HasBeenSent, HasBeenAnswered],
        ];
        foreach (var past in pasts)
        {
            Given(past).When(Boot).ThenNothing();
            Given(past).When(new ReportNoEffect()).ThenNothing();
        }
    }

    [Fact]
    public void Takes_no_other_effect_for_its_own() =>
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).When(new ReportEffect(CallEffect.TransactionStarted, 7)).ThenNothing();

    [Fact]
    public void Stores_that_nothing_followed() => Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).When(new ReportNoEffect()).Then(new HadNoEffect());

    [Fact]
    public void Is_told_late_and_believes_it_once()
    {
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered, new HadNoEffect()).When(Boot).Then(HasBooted);
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered, HasBooted).When(Boot).ThenNothing();
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered, HasBooted).When(new ReportNoEffect()).ThenNothing();
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered, new HadNoEffect()).When(new ReportNoEffect()).ThenNothing();
    }

    [Theory]
    [InlineData(-15, true)]
    [InlineData(-16, false)]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Allows_for_clocks_that_are_not_right(int minutes, bool inTime) =>
        CallEffects.IsInTime(Deadline.AddMinutes(minutes), Deadline, Deadline.AddMinutes(5)).ShouldBe(inTime);

    [Fact]
    public void Waits_as_long_as_it_was_told() =>
        CallEffects.Within(HasBeenRequested with { EffectWithinSeconds = 7 }).ShouldBe(TimeSpan.FromSeconds(7));
}
