using Csms.Domain.Tokens;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Transactions;

public sealed class StartingATransaction : TransactionSpecification
{
    [Fact]
    public void Stores_the_start() => Given().When(Start).Then(HasStarted);

    [Fact]
    public void Stores_the_reservation_it_uses_up() =>
        Given().When(Start with { ReservationId = 12 }).Then(HasStarted with { ReservationId = 12 });

    [Fact]
    public void Is_stored_once_and_keeps_its_first_number() =>
        Given(HasStarted).When(Start with { TransactionId = 8, ReceivedAt = At("2026-03-01 10:05") }).ThenNothing();

    [Fact]
    public void Is_stored_once_even_when_it_comes_again_after_the_stop() => Given(HasStarted, HasStopped).When(Start).ThenNothing();

    [Theory]
    [InlineData(AuthorizationStatus.Blocked)]
    [InlineData(AuthorizationStatus.Expired)]
    [InlineData(AuthorizationStatus.ConcurrentTx)]
    public void Happens_whatever_the_token_is_worth(AuthorizationStatus status) =>
        Given().When(Start with { Authorization = status }).Then(HasStarted with { Authorization = status });

    [Fact]
    public void Is_marked_when_nobody_knows_the_token() =>
        Given().When(Start with { TokenIsKnown = false, Authorization = AuthorizationStatus.Invalid })
            .Then(HasStarted with { Authorization = AuthorizationStatus.Invalid, Anomalies = [Anomaly.UnknownToken] });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Is_marked_on_a_connector_that_cannot_be(int connectorId) =>
        Given().When(Start with { ConnectorId = connectorId })
            .Then(HasStarted with { ConnectorId = connectorId, Anomalies = [Anomaly.ImpossibleConnector] });

    [Fact]
    public void Is_marked_when_the_one_before_never_stopped() =>
        Given().When(Start with { ConnectorHasOpenTransaction = true }).Then(HasStarted with { Anomalies = [Anomaly.ConnectorHadOpenTransaction] });

    [Fact]
    public void Is_marked_when_the_clock_runs_more_than_a_minute_ahead() =>
        Given().When(Start with { ReceivedAt = At("2026-03-01 09:58:59") }).Then(HasStarted with { Anomalies = [Anomaly.ClockAhead] });

    [Fact]
    public void Is_not_marked_when_the_clock_runs_a_minute_ahead() => Given().When(Start with { ReceivedAt = At("2026-03-01 09:59") }).Then(HasStarted);

    [Fact]
    public void Is_not_marked_when_it_comes_days_late() => Given().When(Start with { ReceivedAt = At("2026-03-09 10:00") }).Then(HasStarted);

    [Fact]
    public void Is_marked_when_the_clock_was_never_set() =>
        Given().When(Start with { Timestamp = At("1970-01-01 00:03") })
            .Then(HasStarted with { Timestamp = At("1970-01-01 00:03"), Anomalies = [Anomaly.ClockNotSet] });
}
