using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Have this certificate request signed (Improved security, use cases A02 and A03; sent by the charge point). The certificate comes
/// later.</summary>
/// <param name="Csr">PKCS #10 request, PEM.</param>
public sealed record SignCertificateRequest(string Csr);

/// <summary>Answer to <see cref="SignCertificateRequest"/>.</summary>
public sealed record SignCertificateResponse(GenericStatus Status);

/// <summary>Yes or no (Improved security, GenericStatusEnumType).</summary>
public enum GenericStatus
{
    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Rejected.</summary>
    Rejected,
}

internal sealed class SignCertificateRequestRules : AbstractValidator<SignCertificateRequest>
{
    public SignCertificateRequestRules() => RuleFor(request => request.Csr).NoLongerThan(5500);
}
