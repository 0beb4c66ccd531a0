using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.ChargePoints.ConnectorStatus;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class ReportingAStatus : ChargePointSpecification
{
    [Fact]
    public void Stores_all_that_it_tells() =>
        Given(HasBeenRegistered).When(Report(Faulted, "10:00") with { ErrorCode = "GroundFailure", Info = "i", VendorId = "v", VendorErrorCode = "e" })
            .Then(Reported(Faulted, "10:00") with { ErrorCode = "GroundFailure", Info = "i", VendorId = "v", VendorErrorCode = "e" });

    [Fact]
    public void Is_stored_for_a_removed_charge_point_too() =>
        Given(HasBeenRegistered, new Removed()).When(Report(Available, "10:00")).Then(Reported(Available, "10:00"));

    [Fact]
    public void Is_stored_once_when_the_charge_point_says_it_is_the_same_moment()
    {
        Given(Reported(Available, "10:00")).When(Report(Available, "10:00") with { ReceivedAt = At("2026-03-01 13:00") }).ThenNothing();
        Given(Reported(Available, "10:00"), Reported(Preparing, "10:05")).When(Report(Available, "10:00")).ThenNothing();
    }

    [Fact]
    public void Is_stored_again_when_anything_differs()
    {
        var before = Given(Reported(Available, "10:00"));
        before.When(Report(Available, "10:01")).Then(Reported(Available, "10:01"));
        before.When(Report(Available, "10:00") with { ConnectorId = 2 }).Then(Reported(Available, "10:00") with { ConnectorId = 2 });
        before.When(Report(Available, "10:00") with { ErrorCode = "WeakSignal" })
            .Then(Reported(Available, "10:00") with { ErrorCode = "WeakSignal", Anomalies = [Anomaly.ErrorWithoutFault] });
        before.When(Report(Available, "10:00") with { Info = "x" }).Then(Reported(Available, "10:00") with { Info = "x" });
        before.When(Report(Available, "10:00") with { VendorId = "x" }).Then(Reported(Available, "10:00") with { VendorId = "x" });
        before.When(Report(Available, "10:00") with { VendorErrorCode = "x" }).Then(Reported(Available, "10:00") with { VendorErrorCode = "x" });
    }

    [Fact]
    public void Is_a_new_fact_without_a_device_time() =>
        Given(Reported(Available, null)).When(Report(Available, null)).Then(Reported(Available, null));

    [Fact]
    public void Is_a_new_fact_from_a_clock_that_stands_still()
    {
        var epoch = At("1970-01-01");
        var stored = Reported(Available, null) with { Timestamp = epoch, Anomalies = [Anomaly.ClockNotSet] };
        Given(stored).When(Report(Available, null) with { Timestamp = epoch }).Then(stored);
    }

    [Fact]
    public void Can_come_back_within_a_second() =>
        Given(Reported(Available, "10:00"), Reported(Preparing, "10:00")).When(Report(Available, "10:00")).Then(Reported(Available, "10:00"));

    [Fact]
    public void Is_current_in_the_order_of_arrival() =>
        Current(Reported(Available, "10:00"), Reported(Preparing, null)).ShouldBe(Preparing);

    [Fact]
    public void Is_history_when_its_device_time_lies_before_the_newest() =>
        Current(Reported(Available, "10:00"), Reported(Preparing, "10:05"), Reported(Faulted, "10:03")).ShouldBe(Preparing);

    [Fact]
    public void Is_history_too_when_a_report_without_a_time_came_between() =>
        Current(Reported(Available, "10:05"), Reported(Preparing, null), Reported(Faulted, "10:03")).ShouldBe(Preparing);

    [Fact]
    public void Is_history_of_its_own_connector_only() =>
        Current(Reported(Available, "10:05") with { ConnectorId = 2 }, Reported(Faulted, "10:03")).ShouldBe(Faulted);

    [Fact]
    public void Is_current_whatever_a_clock_says_that_is_not_set() =>
        Current(
            Reported(Available, "10:00"),
            Reported(Preparing, null) with { Timestamp = At("1970-01-01"), Anomalies = [Anomaly.ClockNotSet] }).ShouldBe(Preparing);

    [Fact]
    public void Is_not_kept_from_being_current_by_a_clock_that_ran_ahead() =>
        Current(Reported(Available, "12:00") with { Anomalies = [Anomaly.ClockAhead] }, Reported(Preparing, "10:05")).ShouldBe(Preparing);

    [Fact]
    public void Is_current_after_a_boot_even_when_the_clock_was_set_back() =>
        Given(Reported(Available, "10:05"), new Booted("Vendor", "Model", RegistrationPolicy.Accepted), Reported(Preparing, "10:03"))
            .State.Connectors[1].Current.Status.ShouldBe(Preparing);

    [Fact]
    public void Is_marked_when_its_clock_runs_ahead() =>
        Given().When(Report(Available, "12:30")).Then(Reported(Available, "12:30") with { Anomalies = [Anomaly.ClockAhead] });

    [Fact]
    public void Is_marked_on_a_connector_that_cannot_be() =>
        Given().When(Report(Available, "10:00") with { ConnectorId = -1 })
            .Then(Reported(Available, "10:00") with { ConnectorId = -1, Anomalies = [Anomaly.ImpossibleConnector] });

    private static ReportConnectorStatus Report(ConnectorStatus status, string? time) => new(
        1, status, "NoError", At("2026-03-01 12:00"), time is null ? null : At("2026-03-01 " + time));

    private static ConnectorStatusReported Reported(ConnectorStatus status, string? time) =>
        new(1, status, "NoError", time is null ? null : At("2026-03-01 " + time));

    private ConnectorStatus Current(params ConnectorStatusReported[] reports) => Given([.. reports]).State.Connectors[1].Current.Status;
}
