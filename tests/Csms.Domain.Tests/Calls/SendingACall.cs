using Csms.Domain.Calls;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;

namespace Csms.Domain.Tests.Calls;

public sealed class SendingACall : CallSpecification
{
    private static readonly RequestCancellation Cancellation = new("key:admin", "changed my mind");
    private static readonly Cancelled HasBeenCancelled = new("key:admin", "changed my mind");

    [Fact]
    public void Stores_the_request() => Given().When(Request).Then(HasBeenRequested);

    [Fact]
    public void Turns_down_a_second_request() => Given(HasBeenRequested).When(Request).ThenRejected("call_already_requested");

    [Fact]
    public void Goes_to_the_node_that_asks() => Given(HasBeenRequested).When(Sending).Then(HasBeenSent);

    [Fact]
    public void Goes_to_one_node_once()
    {
        Given(HasBeenRequested, HasBeenSent).When(Sending with { Node = "node-b", Epoch = 4 }).ThenRejected("call_not_pending");
        Given(HasBeenRequested, HasBeenSent).When(Sending).ThenRejected("call_not_pending");
        Given(HasBeenRequested, HasBeenSent, new TimedOut()).When(Sending).ThenRejected("call_not_pending");
    }

    [Fact]
    public void Is_not_sent_once_its_deadline_has_come() =>
        Given(HasBeenRequested).When(Sending with { Now = Deadline }).ThenRejected("call_expired");

    [Fact]
    public void Expires_when_its_deadline_has_come() => Given(HasBeenRequested).When(new RequestExpiry(Deadline)).Then(new Expired());

    [Fact]
    public void Does_not_expire_before_its_deadline() => Given(HasBeenRequested).When(new RequestExpiry(Before)).ThenRejected("call_not_due");

    [Fact]
    public void Expires_once() => Given(HasBeenRequested, new Expired()).When(new RequestExpiry(Deadline)).ThenNothing();

    [Fact]
    public void Does_not_expire_after_it_was_sent() =>
        Given(HasBeenRequested, HasBeenSent).When(new RequestExpiry(Deadline)).ThenRejected("call_not_pending");

    [Fact]
    public void Can_be_withdrawn_while_it_waits() => Given(HasBeenRequested).When(Cancellation).Then(HasBeenCancelled);

    [Fact]
    public void Is_withdrawn_once() => Given(HasBeenRequested, HasBeenCancelled).When(Cancellation with { CancelledBy = "key:other" }).ThenNothing();

    [Fact]
    public void Cannot_be_withdrawn_any_more_when_sent_or_over()
    {
        Given(HasBeenRequested, HasBeenSent).When(Cancellation).ThenRejected("call_not_pending");
        Given(HasBeenRequested, HasBeenSent, HasBeenAnswered).When(Cancellation).ThenRejected("call_not_pending");
        Given(HasBeenRequested, new Expired()).When(Cancellation).ThenRejected("call_not_pending");
    }

    [Fact]
    public void Is_not_sent_after_it_was_withdrawn() => Given(HasBeenRequested, HasBeenCancelled).When(Sending).ThenRejected("call_not_pending");

    [Fact]
    public void Cannot_be_found_when_nobody_requested_it()
    {
        Given().When(Sending).ThenRejected("call_not_found");
        Given().When(Cancellation).ThenRejected("call_not_found");
        Given().When(new RequestExpiry(Deadline)).ThenRejected("call_not_found");
    }

    [Fact]
    public void Names_the_stream() => Call.StreamId(Id).ShouldBe("call-6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f");
}
