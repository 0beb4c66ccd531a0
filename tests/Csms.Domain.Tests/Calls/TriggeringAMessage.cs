using Csms.Domain.Calls;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Tests.Calls;

public sealed class TriggeringAMessage : CallSpecification
{
    private static readonly Requested Trigger = HasBeenRequested with { Action = "TriggerMessage" };
    private static readonly ReportEffect ItCame = new(CallEffect.MessageSent);

    [Fact]
    public void Notes_once_that_the_message_came()
    {
        Given(Trigger, HasBeenSent, HasBeenAnswered).When(ItCame).Then(new TookEffect(CallEffect.MessageSent));
        Given(Trigger, HasBeenSent, HasBeenAnswered, new TookEffect(CallEffect.MessageSent)).When(ItCame).ThenNothing();
    }

    [Fact]
    public void Notes_it_also_where_the_answer_was_lost_or_the_message_was_given_up()
    {
        Given(Trigger, HasBeenSent, new TimedOut()).When(ItCame).Then(new TookEffect(CallEffect.MessageSent));
        Given(Trigger, HasBeenSent, HasBeenAnswered, new HadNoEffect()).When(ItCame).Then(new TookEffect(CallEffect.MessageSent));
    }

    [Fact]
    public void Notes_nothing_on_another_call_or_before_the_end() =>
        Given(Trigger, HasBeenSent).When(ItCame).ThenNothing();
}
