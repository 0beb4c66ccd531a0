using Csms.Domain.ChargePoints;
using static Csms.Domain.ChargePoints.ChargePointCommand;
using static Csms.Domain.ChargePoints.ChargePointEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.ChargePoints;

public sealed class ReportingJobsAndSecurity : ChargePointSpecification
{
    private static readonly DateTimeOffset Noon = At("2026-03-01 12:00");
    private static readonly ReportSecurityEvent Tampered = new("TamperDetectionActivated", At("2026-03-01 11:00"), Noon, Card);
    private static readonly SecurityEventReported HasBeenTampered = new("TamperDetectionActivated", At("2026-03-01 11:00"), Card);

    [Fact]
    public void Stores_every_word_on_a_job_even_when_it_is_the_last_one_again()
    {
        Given(new DiagnosticsStatusReported(DiagnosticsStatus.Uploading)).When(new ReportDiagnosticsStatus(DiagnosticsStatus.Uploading))
            .Then(new DiagnosticsStatusReported(DiagnosticsStatus.Uploading));
        Given(new FirmwareStatusReported(FirmwareStatus.Installed)).When(new ReportFirmwareStatus(FirmwareStatus.Installed))
            .Then(new FirmwareStatusReported(FirmwareStatus.Installed));
        Given(new LogStatusReported(LogStatus.Uploaded, 1)).When(new ReportLogStatus(LogStatus.Uploaded, 1)).Then(new LogStatusReported(LogStatus.Uploaded, 1));
        Given(new SignedFirmwareStatusReported(FirmwareStatus.Idle)).When(new ReportSignedFirmwareStatus(FirmwareStatus.Idle))
            .Then(new SignedFirmwareStatusReported(FirmwareStatus.Idle));
        Given(new CertificateSigningRequested(Card, "Rejected")).When(new ReportCertificateRequest(Card, "Rejected", "not_a_pem_request"))
            .Then(new CertificateSigningRequested(Card, "Rejected", "not_a_pem_request"));
    }

    [Fact]
    public void Stores_a_security_event_once()
    {
        Given().When(Tampered).Then(HasBeenTampered);
        Given(HasBeenTampered).When(Tampered with { ReceivedAt = Noon.AddDays(1) }).ThenNothing();
    }

    [Fact]
    public void Stores_a_security_event_that_differs_in_anything()
    {
        Given(HasBeenTampered).When(Tampered with { Timestamp = Noon }).Then(HasBeenTampered with { Timestamp = Noon });
        Given(HasBeenTampered).When(Tampered with { ContentId = null }).Then(HasBeenTampered with { ContentId = null });
        Given(HasBeenTampered).When(Tampered with { Type = "ResetOrReboot" }).Then(HasBeenTampered with { Type = "ResetOrReboot" });
    }

    [Fact]
    public void Marks_a_wrong_clock_and_takes_no_event_for_a_repetition_while_it_stands_still()
    {
        var unset = HasBeenTampered with { Timestamp = At("1970-01-01"), Anomalies = [Anomaly.ClockNotSet] };
        Given(unset).When(Tampered with { Timestamp = At("1970-01-01") }).Then(unset);
        Given().When(Tampered with { Timestamp = Noon.AddMinutes(2) })
            .Then(HasBeenTampered with { Timestamp = Noon.AddMinutes(2), Anomalies = [Anomaly.ClockAhead] });
    }

    [Fact]
    public void Knows_the_last_of_each()
    {
        var state = Given(
            new DiagnosticsStatusReported(DiagnosticsStatus.Uploading),
            new DiagnosticsStatusReported(DiagnosticsStatus.Uploaded),
            new FirmwareStatusReported(FirmwareStatus.Installed),
            new LogStatusReported(LogStatus.BadMessage, 7),
            new SignedFirmwareStatusReported(FirmwareStatus.InvalidSignature, 8),
            HasBeenTampered,
            new CertificateSigningRequested(Card, "Rejected")).State;

        state.LastDiagnosticsStatus.ShouldBe(new(DiagnosticsStatus.Uploaded));
        state.LastFirmwareStatus.ShouldBe(new(FirmwareStatus.Installed));
        state.LastLogStatus.ShouldBe(new(LogStatus.BadMessage, 7));
        state.LastSignedFirmwareStatus.ShouldBe(new(FirmwareStatus.InvalidSignature, 8));
        state.LastSecurityEvent.ShouldBe(HasBeenTampered);
        state.LastCertificateRequest.ShouldBe(new(Card, "Rejected"));
    }
}
