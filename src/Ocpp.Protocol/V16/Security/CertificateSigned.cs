using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Here is your certificate (Improved security, use cases A02 and A03; sent by the central system).</summary>
/// <param name="CertificateChain">PEM, the leaf first, then the CAs between it and the root. See the key CertificateSignedMaxChainSize.</param>
public sealed record CertificateSignedRequest(string CertificateChain);

/// <summary>Answer to <see cref="CertificateSignedRequest"/>.</summary>
public sealed record CertificateSignedResponse(CertificateSignedStatus Status);

/// <summary>Whether the charge point uses it.</summary>
public enum CertificateSignedStatus
{
    /// <summary>From the next connection on.</summary>
    Accepted,

    /// <summary>It is not valid.</summary>
    Rejected,
}

internal sealed class CertificateSignedRequestRules : AbstractValidator<CertificateSignedRequest>
{
    public CertificateSignedRequestRules() => RuleFor(request => request.CertificateChain).NoLongerThan(10000);
}
