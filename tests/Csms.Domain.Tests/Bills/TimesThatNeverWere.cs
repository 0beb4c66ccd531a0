using Csms.Domain.Bills;
using Csms.Domain.Energy;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Bills;

/// <summary>A charge point whose clock is right says one time that cannot be.</summary>
public sealed class TimesThatNeverWere
{
    public static TheoryData<DateTimeOffset> Times { get; } = [DateTimeOffset.MaxValue, At("9999-12-31 23:59:59"), At("2026-03-01 11:45")];

    [Theory, MemberData(nameof(Times))]
    public void Of_a_stop_are_when_it_arrived(DateTimeOffset stoppedAt)
    {
        var session = SessionEnergy.Of(Facts(new TransactionEvent.Stopped(5000, stoppedAt, StopReason.Local)), null, null);

        session.EndedAt.ShouldBe(At("2026-03-01 11:30"));
        HourlyEnergy.Split(session.Energy.Course).ShouldBe([new(At("2026-03-01 10:00"), 2000), new(At("2026-03-01 11:00"), 2000)]);
    }

    [Theory, MemberData(nameof(Times))]
    public void Of_a_reading_are_when_it_arrived(DateTimeOffset readAt)
    {
        var session = SessionEnergy.Of(Facts(new TransactionEvent.MeterValuesReported(1, [new(readAt, [new("5000")])])), null, null);

        session.EndedAt.ShouldBe(At("2026-03-01 11:30"));
        HourlyEnergy.Split(session.Energy.Course).Sum(hour => hour.Wh).ShouldBe(4000);
    }

    [Fact]
    public void Of_a_stop_change_nothing_about_a_start_that_could_be()
    {
        var facts = Facts(new TransactionEvent.Stopped(5000, DateTimeOffset.MaxValue, StopReason.Local));
        var session = SessionEnergy.Of(facts with { Transaction = [facts.Transaction[0], facts.Transaction[^1]] }, null, null);

        (session.StartedAt, session.EndedAt).ShouldBe((At("2026-03-01 10:00"), At("2026-03-01 11:30")));
    }

    [Fact]
    public void Of_two_clocks_that_were_never_set_make_no_session_of_centuries()
    {
        var start = new TransactionEvent.Started(7, "CP-1", 1, Telling.Session.TokenId, 1000, DateTimeOffset.MinValue, Domain.Tokens.AuthorizationStatus.Accepted);
        var stop = new TransactionEvent.Stopped(5000, At("1970-01-01 00:10"), StopReason.Local);
        var session = SessionEnergy.Of(new([new(1, At("2026-03-01 10:00"), start), new(2, At("2026-03-01 11:30"), stop)], []), null, null);

        (session.StartedAt, session.EndedAt).ShouldBe((At("2026-03-01 10:00"), At("2026-03-01 11:30")));
    }

    [Fact]
    public void Are_taken_as_they_are_where_the_network_or_a_minute_may_be_the_reason() =>
        SessionEnergy.Of(Facts(new TransactionEvent.Stopped(5000, At("2026-03-01 11:30:59"), StopReason.Local)), null, null).EndedAt.ShouldBe(At("2026-03-01 11:30:59"));

    private static SessionFacts Facts(TransactionEvent last)
    {
        (string ReceivedAt, object Event)[] events =
        [
            ("10:00", Telling.Starts("10:00")),
            ("10:30", Telling.Reads("10:30", 2000)),
            ("11:00", Telling.Reads("11:00", 3000)),
            ("11:30", last),
        ];
        return new([.. events.Select((e, i) => new Reported<TransactionEvent>(i + 1, At($"2026-03-01 {e.ReceivedAt}"), (TransactionEvent)e.Event))], []);
    }
}
