using Csms.Domain.Certificates;
using static Csms.Domain.Certificates.CertificateCommand;
using static Csms.Domain.Certificates.CertificateEvent;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.Certificates;

public sealed class KeepingCertificates()
    : Specification<CertificateCommand, CertificateEvent, Certificate>(Certificate.Initial, (state, e) => state.Evolve(e), CertificateDecider.Decide)
{
    private static readonly Guid Call = new("0c9d8b7a-6e5f-4a3b-8c2d-1e0f9a8b7c6d");
    private static readonly DateTimeOffset From = At("2026-01-01 00:00:00");

    private static readonly Issued First = new(
        new Guid("6f1b0d4e-3f0c-4c5e-9a53-0a4b8c1d2e3f"), "CP-1", Call, "CN=SN", "6F", "aa", "bb", "EC 256", "CN=CA", From, From.AddDays(300), "PEM");

    private static readonly IssuingFailed NoKey = new(First.CertificateId, "CP-1", Call, 10, "no key");

    [Fact]
    public void Enters_what_was_signed() => Given().When(new RequestIssue(First, 10)).Then(First);

    [Fact]
    public void Keeps_the_first_one_whoever_signs_it_again() => Given(First).When(new RequestIssue(First with { Thumbprint = "cc" }, 11)).ThenNothing();

    [Fact]
    public void Remembers_that_it_could_not_be_signed_once() => Given(NoKey).When(new ReportFailure(NoKey)).ThenNothing();

    [Fact]
    public void Does_not_try_the_same_request_again_by_itself() => Given(NoKey).When(new RequestIssue(First, 10)).ThenNothing();

    [Fact]
    public void Signs_when_the_charge_point_asks_again() => Given(NoKey).When(new RequestIssue(First, 11)).Then(First);

    [Fact]
    public void Remembers_the_answer_once() => Given(First, new Accepted(Call)).When(new ReportAnswer(Call, IsAccepted: true)).ThenNothing();

    [Fact]
    public void Remembers_a_refusal() => Given(First).When(new ReportAnswer(Call, IsAccepted: false)).Then(new Rejected(Call));

    [Fact]
    public void Takes_an_acceptance_after_a_refusal() => Given(First, new Rejected(Call)).When(new ReportAnswer(Call, IsAccepted: true)).Then(new Accepted(Call));

    [Fact]
    public void Stays_taken_when_it_is_sent_once_more_and_the_key_is_not_waiting_any_more() =>
        Given(First, new Accepted(Call)).When(new ReportAnswer(Guid.Empty, IsAccepted: false)).ThenNothing();

    [Fact]
    public void Is_followed_by_one_that_the_charge_point_took() => Given(First, new Accepted(Call)).When(new ReportSuccessor(Call)).Then(new Superseded(Call));

    [Fact]
    public void Does_not_follow_itself() => Given(First).When(new ReportSuccessor(First.CertificateId)).ThenNothing();

    [Fact]
    public void Is_revoked_once() => Given(First, new Revoked(RevocationReason.KeyCompromise)).When(new RequestRevocation(RevocationReason.Unspecified)).ThenNothing();

    [Fact]
    public void Is_revoked_in_any_state() =>
        Given(First, new Accepted(Call), new Superseded(Call)).When(new RequestRevocation(RevocationReason.Superseded)).Then(new Revoked(RevocationReason.Superseded));

    [Fact]
    public void Cannot_revoke_what_was_never_signed() => Given(NoKey).When(new RequestRevocation(RevocationReason.Unspecified)).ThenRejected("certificate_not_found");

    [Fact]
    public void Is_old_in_the_last_third_of_its_life()
    {
        var state = Given(First).State;
        state.IsOld(From.AddDays(200)).ShouldBeFalse();
        state.IsOld(From.AddDays(200).AddSeconds(1)).ShouldBeTrue();
        Certificate.Initial.IsOld(From).ShouldBeFalse();
    }

    [Fact]
    public void The_same_request_has_the_same_identity_and_the_next_generation_another()
    {
        var id = Certificate.IdentityOf(Call, 0);
        Certificate.IdentityOf(Call, 0).ShouldBe(id);
        Certificate.IdentityOf(Call, 1).ShouldNotBe(id);
        // A serial number must be positive (RFC 5280 section 4.1.2.2) and shall have its 16 bytes.
        ((int)id.ToByteArray(bigEndian: true)[0]).ShouldBeInRange(0x40, 0x7f);
    }
}
