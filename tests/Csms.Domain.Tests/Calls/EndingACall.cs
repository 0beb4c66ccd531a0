using System.Diagnostics;
using Csms.Domain.Calls;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Tests.Calls;

public sealed class EndingACall : CallSpecification
{
    private static readonly ReportFailure Failure = new(CallFailure.CallError, "NotSupported", "no", Json("""{"why":1}"""));
    private static readonly Failed HasFailed = new(CallFailure.CallError, "NotSupported", "no", Json("""{"why":1}"""));

    [Fact]
    public void Stores_the_answer() => Given(HasBeenRequested, HasBeenSent).When(Answer).Then(HasBeenAnswered);

    [Fact]
    public void Stores_the_failure() => Given(HasBeenRequested, HasBeenSent).When(Failure).Then(HasFailed);

    [Fact]
    public void Stores_that_no_answer_came() => Given(HasBeenRequested, HasBeenSent).When(new ReportTimeout()).Then(new TimedOut());

    [Fact]
    public void Lets_the_first_outcome_count()
    {
        CallEvent[] outcomes = [HasBeenAnswered, HasFailed, new TimedOut()];
        CallCommand[] reports = [Answer, Failure, new ReportTimeout()];
        foreach (var outcome in outcomes)
            foreach (var report in reports)
                Given(HasBeenRequested, HasBeenSent, outcome).When(report).ThenNothing();
    }

    [Fact]
    public void Remembers_the_request_the_connection_and_the_outcome()
    {
        var ended = Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).State.ShouldBeOfType<Call.Ended>();
        ended.Request.ShouldBeSameAs(HasBeenRequested);
        ended.Sending.ShouldBeSameAs(HasBeenSent);
        ended.Outcome.ShouldBeSameAs(HasBeenAnswered);
    }

    [Fact]
    public void Cannot_come_before_it_was_sent()
    {
        Should.Throw<UnreachableException>(() => Given().When(Answer)).Message.ShouldContain("sent");
        Should.Throw<UnreachableException>(() => Given(HasBeenRequested).When(new ReportTimeout())).Message.ShouldContain("sent");
    }
}
