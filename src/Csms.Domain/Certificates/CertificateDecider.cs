using System.Diagnostics;
using static Csms.Domain.Certificates.CertificateCommand;
using static Csms.Domain.Certificates.CertificateEvent;

namespace Csms.Domain.Certificates;

/// <summary>The rules of a charge point's certificate: signed once, answered, followed by another, revoked once and for good.</summary>
public static class CertificateDecider
{
    private static readonly Rejection CertificateNotFound = new("certificate_not_found", "There is no such certificate.");

    /// <summary>The events that follow from a command, or why it is refused.</summary>
    public static Decision<CertificateEvent> Decide(CertificateCommand command, Certificate state) => (command, state) switch
    {
        (RequestIssue, { Record: not null }) => [],
        // No retry by itself (A02): the same request comes again after a crash.
        (RequestIssue r, { Failure: { } failure }) when failure.RequestedAs >= r.RequestedAs => [],
        (RequestIssue r, _) => [r.Certificate],
        (ReportFailure, { Record: not null }) => [],
        (ReportFailure f, { Failure: { } failure }) when failure.RequestedAs >= f.Failure.RequestedAs => [],
        (ReportFailure f, _) => [f.Failure],

        // Taken is taken: when it is sent again, the key it belongs to is not waiting for one any more.
        (ReportAnswer, { Record: null } or { IsAccepted: true }) => [],
        (ReportAnswer { IsAccepted: true } a, _) => [new Accepted(a.CallId)],
        (ReportAnswer, { IsAccepted: false }) => [],
        (ReportAnswer a, _) => [new Rejected(a.CallId)],

        (ReportSuccessor, { Record: null } or { SupersededBy: not null } or { Revocation: not null }) => [],
        (ReportSuccessor s, _) => s.CertificateId == state.Record.CertificateId ? [] : [new Superseded(s.CertificateId)],

        (RequestRevocation, { Record: null }) => CertificateNotFound,
        (RequestRevocation, { Revocation: not null }) => [],
        (RequestRevocation r, _) => [new Revoked(r.Reason)],

        _ => throw new UnreachableException($"{command} is no command to a certificate."),
    };
}
