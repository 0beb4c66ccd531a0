using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Tests.Calls;

public sealed class TriggeringAMessage : CallSpecification
{
    private static readonly ReportFollowUp Missing = new("Heartbeat", Came: false);

    [Fact]
    public void Notes_once_what_became_of_the_message()
    {
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).When(Missing).Then(new FollowedUp("Heartbeat", Came: false));
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered, new FollowedUp("Heartbeat", Came: true)).When(Missing).ThenNothing();
    }

    [Fact]
    public void Notes_nothing_on_a_call_without_an_answer()
    {
        Given(HasBeenRequested, HasBeenSent).When(Missing).ThenNothing();
        Given(HasBeenRequested, HasBeenSent, new TimedOut()).When(Missing).ThenNothing();
    }
}
