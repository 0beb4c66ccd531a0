using System.Text.Json;
using Csms.Domain.Calls;
using FsCheck;
using FsCheck.Fluent;
using static Csms.Domain.Calls.CallCommand;
using static Csms.Domain.Calls.CallEvent;
using static Csms.Domain.Tests.Invariants.Anything;

namespace Csms.Domain.Tests.Invariants;

public sealed class AnyCall
{
    private static readonly JsonElement Json = JsonElement.Parse("""{"a":[1,null,"\u00e4"]}""");

    private static readonly Gen<CallCommand[]> Commands = Gen.OneOf(
        Time.Select(CallCommand (time) => new RequestCall(Guid.Empty, "CP-1", "Reset", Json, "key:admin", time, 30)),
        Time.Select(CallCommand (now) => new RequestSending(1, "node", now)),
        Time.Select(CallCommand (now) => new RequestExpiry(now)),
        Text.Select(CallCommand (who) => new RequestCancellation(who)),
        Gen.Elements<CallCommand>(new ReportAnswer(Json), new ReportAnswer(JsonElement.Parse("""{"status":"Accepted"}""")), new ReportTimeout()),
        Gen.Elements<CallCommand>(new ReportEffect(CallEffect.Booted), new ReportEffect(CallEffect.TransactionStarted, 7, 1), new ReportNoEffect()),
        Of<CallFailure>().Select(CallCommand (kind) => new ReportFailure(kind, "Code", "Description"))).ArrayOf();

    [Fact]
    public void Is_sent_at_most_once_in_time_and_ends_once() => Commands.ShouldHold(commands =>
    {
        var history = Carried(commands);
        history.Events.OfType<Requested>().Count().ShouldBeLessThanOrEqualTo(1);
        history.Events.OfType<Sent>().Count().ShouldBeLessThanOrEqualTo(1);
        history.Events.Count(IsEnd).ShouldBeLessThanOrEqualTo(1);
        (history.State is Call.Ended).ShouldBe(history.Events.Any(IsEnd));
    });

    [Fact]
    public void Takes_effect_at_most_once_and_only_where_the_charge_point_may_have_tried() => Commands.ShouldHold(commands =>
    {
        var history = Carried(commands);
        history.Events.OfType<TookEffect>().Count().ShouldBeLessThanOrEqualTo(1);
        history.Events.OfType<HadNoEffect>().Count().ShouldBeLessThanOrEqualTo(1);
        if (history.Events.Any(e => e is TookEffect or HadNoEffect))
            history.Events.Any(e => e is TimedOut or Answered or Failed { Kind: not CallFailure.CallError }).ShouldBeTrue();
    });

    private static bool IsEnd(CallEvent e) => e is not (Requested or Sent or TookEffect or HadNoEffect);

    [Fact]
    public void Is_never_sent_after_its_deadline() => Commands.ShouldHold(commands =>
    {
        foreach (var sending in commands.OfType<RequestSending>())
        {
            var history = Carried(commands.TakeWhile(command => command != (object)sending));
            var granted = CallDecider.Decide(sending, history.State).Events.Count == 1;
            granted.ShouldBe(history.State is Call.Waiting waiting && sending.Now < waiting.Request.DeliverBy);
        }
    });

    [Fact]
    public void Folds_to_the_state_that_was_in_memory() => Commands.ShouldHold(commands => Carried(commands).ShouldFoldToTheSameState());

    /// <summary>The host reports only on calls it has sent, so other reports do not arise.</summary>
    private static History<CallCommand, CallEvent, Call> Carried(IEnumerable<CallCommand> commands)
    {
        var history = new History<CallCommand, CallEvent, Call>(Call.Initial, (state, e) => state.Evolve(e), CallDecider.Decide);
        foreach (var command in commands)
        {
            if (history.State is Call.InFlight or Call.Ended || command is RequestCall or RequestSending or RequestExpiry or RequestCancellation)
                history.Carry(command);
        }

        return history;
    }
}
