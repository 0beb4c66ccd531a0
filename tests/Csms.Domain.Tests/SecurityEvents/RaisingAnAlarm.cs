using Csms.Domain.ChargePoints;
using Csms.Domain.SecurityEvents;
using static Csms.Domain.SecurityEvents.SecurityAlarmCommand;
using static Csms.Domain.SecurityEvents.SecurityAlarmEvent;

namespace Csms.Domain.Tests.SecurityEvents;

public sealed class RaisingAnAlarm
{
    private static readonly Guid Id = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private static readonly Raised HasBeenRaised = new(Id, "TamperDetectionActivated", "CP-1");
    private static readonly Acknowledged HasBeenAcknowledged = new(Id, "key:admin");

    [Fact]
    public void Happens_once()
    {
        Decide(new ReportCritical(Id, "TamperDetectionActivated", "CP-1")).Events.ShouldBe([HasBeenRaised]);
        Decide(new ReportCritical(Id, "TamperDetectionActivated", "CP-1"), HasBeenRaised).Events.ShouldBeEmpty();
    }

    [Fact]
    public void Ends_with_an_acknowledgement()
    {
        Decide(new RequestAcknowledgement(Id, "key:admin")).Rejection!.Code.ShouldBe("security_alarm_not_found");
        Decide(new RequestAcknowledgement(Id, "key:admin"), HasBeenRaised).Events.ShouldBe([HasBeenAcknowledged]);
        Decide(new RequestAcknowledgement(Id, "key:other"), HasBeenRaised, HasBeenAcknowledged).Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("TamperDetectionActivated", true, true)]
    [InlineData("Tamper Detection Activated", true, true)]
    [InlineData("StartupOfTheDevice", true, false)]
    [InlineData("InvalidMessages", false, false)]
    [InlineData("InvalidChargePointCertificate", false, true)]
    [InlineData("InvalidCentralSystemCertificate", false, true)]
    [InlineData("VendorsOwn", false, false)]
    public void Is_for_what_is_critical_and_not_everyday(string type, bool critical, bool alarm)
    {
        Severity.IsCritical(type).ShouldBe(critical);
        Severity.RaisesAlarm(type).ShouldBe(alarm);
    }

    [Fact]
    public void Is_for_passwords_that_are_guessed_and_not_for_a_slip()
    {
        Severity.IsCritical(ConnectionRefusal.WrongPassword, 1).ShouldBeFalse();
        Severity.IsCritical(ConnectionRefusal.WrongPassword, 50).ShouldBeTrue();
        Severity.IsCritical(ConnectionRefusal.ClientCertificateRefused, 1).ShouldBeTrue();
    }

    private static Decision<SecurityAlarmEvent> Decide(SecurityAlarmCommand command, params SecurityAlarmEvent[] given) =>
        SecurityAlarm.Decide(command, given.Aggregate(SecurityAlarm.Initial, (state, e) => state.Evolve(e)));
}
