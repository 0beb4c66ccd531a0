using System.Diagnostics;
using Csms.Domain.Transactions;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Transactions.TransactionEvent;

namespace Csms.Domain.Tests.Transactions;

public sealed class StoppingATransaction : TransactionSpecification
{
    private static readonly StopRepeatedDifferently Repeated = new(4300, At("2026-03-01 11:00"), StopReason.EVDisconnected, Card);

    [Fact]
    public void Stores_the_stop() => Given(HasStarted).When(Stop).Then(HasStopped);

    [Fact]
    public void Keeps_the_transaction_data_as_it_came()
    {
        MeterReading[] data =
        [
            new(At("2026-03-01 10:00"), [new Sample("1000", Context: "Transaction.Begin"), new Sample(null, Format: "SignedData", ContentId: Card)]),
            new(At("2026-03-01 10:00"), [new Sample("1000", Context: "Transaction.Begin"), new Sample(null, Format: "SignedData", ContentId: Card)]),
            new(At("2026-03-01 11:00"), [new Sample("4.200", Unit: "kWh", Context: "Transaction.End")]),
        ];
        Given(HasStarted).When(Stop with { TransactionData = data }).Then(HasStopped with { TransactionData = data });
    }

    [Fact]
    public void Is_stored_once() => Given(HasStarted, HasStopped).When(Stop with { ReceivedAt = At("2026-03-02 08:00") }).ThenNothing();

    [Fact]
    public void Takes_no_data_and_an_empty_list_for_the_same() => Given(HasStarted, HasStopped).When(Stop with { TransactionData = [] }).ThenNothing();

    [Fact]
    public void Stores_a_repetition_that_says_something_else() => Given(HasStarted, HasStopped).When(Stop with { MeterStop = 4300 }).Then(Repeated);

    [Fact]
    public void Stores_a_repetition_that_says_something_else_once() =>
        Given(HasStarted, HasStopped, Repeated).When(Stop with { MeterStop = 4300 }).ThenNothing();

    [Fact]
    public void Still_knows_the_first_stop_after_a_different_one() => Given(HasStarted, HasStopped, Repeated).When(Stop).ThenNothing();

    [Fact]
    public void Takes_another_card_or_reason_or_time_or_data_for_something_else()
    {
        Given(HasStarted, HasStopped).When(Stop with { TokenId = OtherCard })
            .Then(new StopRepeatedDifferently(4200, Stop.Timestamp, Stop.Reason, OtherCard));
        Given(HasStarted, HasStopped).When(Stop with { Reason = StopReason.Local })
            .Then(new StopRepeatedDifferently(4200, Stop.Timestamp, StopReason.Local, Card));
        Given(HasStarted, HasStopped).When(Stop with { Timestamp = At("2026-03-01 11:01") })
            .Then(new StopRepeatedDifferently(4200, At("2026-03-01 11:01"), Stop.Reason, Card));
        Given(HasStarted, HasStopped).When(Stop with { TransactionData = [Reading("11:00", "4200")] })
            .Then(new StopRepeatedDifferently(4200, Stop.Timestamp, Stop.Reason, Card, [Reading("11:00", "4200")]));
    }

    [Fact]
    public void The_first_stop_counts() =>
        Given(HasStarted, HasStopped, Repeated).State.ShouldBeOfType<Transaction.Stopped>().Stop.MeterStop.ShouldBe(4200);

    [Fact]
    public void Is_marked_when_the_meter_ran_backwards() =>
        Given(HasStarted).When(Stop with { MeterStop = 999 }).Then(HasStopped with { MeterStop = 999, Anomalies = [Anomaly.MeterRanBackwards] });

    [Fact]
    public void Is_marked_when_it_lies_before_the_start() =>
        Given(HasStarted).When(Stop with { Timestamp = At("2026-03-01 09:59") })
            .Then(HasStopped with { Timestamp = At("2026-03-01 09:59"), Anomalies = [Anomaly.StoppedBeforeStart] });

    [Fact]
    public void Is_marked_when_its_clock_is_wrong_or_its_data_cannot_be_read() =>
        Given(HasStarted).When(Stop with { ReceivedAt = At("2026-03-01 10:58"), TransactionData = [Reading("11:00", "?")] })
            .Then(HasStopped with { TransactionData = [Reading("11:00", "?")], Anomalies = [Anomaly.ClockAhead, Anomaly.UnreadableValue] });

    [Fact]
    public void Cannot_come_to_a_transaction_that_never_started() =>
        Should.Throw<UnreachableException>(() => Given().When(Stop)).Message.ShouldContain("started");
}
