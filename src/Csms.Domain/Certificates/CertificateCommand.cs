namespace Csms.Domain.Certificates;

/// <summary>What becomes of a charge point's certificate: wishes (<c>Request…</c>) and what was seen (<c>Report…</c>).</summary>
public abstract record CertificateCommand
{
    private CertificateCommand()
    {
    }

    /// <summary>Enter what the authority signed. One that was entered before stays the one.</summary>
    /// <param name="RequestedAs">Place in the feed of the charge point's request.</param>
    public sealed record RequestIssue(CertificateEvent.Issued Certificate, long RequestedAs) : CertificateCommand;

    /// <summary>The authority could not sign.</summary>
    public sealed record ReportFailure(CertificateEvent.IssuingFailed Failure) : CertificateCommand;

    /// <summary>The charge point answered CertificateSigned.</summary>
    public sealed record ReportAnswer(Guid CallId, bool IsAccepted) : CertificateCommand;

    /// <summary>The charge point took a newer one.</summary>
    public sealed record ReportSuccessor(Guid CertificateId) : CertificateCommand;

    /// <summary>Let it open no door any more.</summary>
    public sealed record RequestRevocation(RevocationReason Reason) : CertificateCommand;
}
