using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Trust this root no longer (Improved security, use case M04; sent by the central system).</summary>
public sealed record DeleteCertificateRequest(CertificateHashData CertificateHashData);

/// <summary>Answer to <see cref="DeleteCertificateRequest"/>.</summary>
public sealed record DeleteCertificateResponse(DeleteCertificateStatus Status);

/// <summary>Names a certificate the way OCSP does (RFC 6960; Improved security, CertificateHashDataType). Hexadecimal, compared without
/// case.</summary>
/// <param name="HashAlgorithm">The one the charge point listed the certificate with.</param>
/// <param name="IssuerNameHash">Over the issuer's DER-encoded name.</param>
/// <param name="IssuerKeyHash">Over the issuer's public key, without tag and length.</param>
/// <param name="SerialNumber">Without 0x and leading zeros.</param>
public sealed record CertificateHashData(HashAlgorithm HashAlgorithm, string IssuerNameHash, string IssuerKeyHash, string SerialNumber);

/// <summary>Hash algorithms of <see cref="CertificateHashData"/>.</summary>
public enum HashAlgorithm
{
    /// <summary>SHA-256.</summary>
    SHA256,

    /// <summary>SHA-384.</summary>
    SHA384,

    /// <summary>SHA-512.</summary>
    SHA512,
}

/// <summary>What became of it.</summary>
public enum DeleteCertificateStatus
{
    /// <summary>Deleted.</summary>
    Accepted,

    /// <summary>Could not be deleted; the last root in use is kept (M04.FR.06).</summary>
    Failed,

    /// <summary>There is no such certificate.</summary>
    NotFound,
}

internal sealed class DeleteCertificateRequestRules : AbstractValidator<DeleteCertificateRequest>
{
    public DeleteCertificateRequestRules() => RuleFor(request => request.CertificateHashData).SetValidator(new CertificateHashDataRules());
}

internal sealed class CertificateHashDataRules : AbstractValidator<CertificateHashData>
{
    public CertificateHashDataRules()
    {
        RuleFor(certificate => certificate.IssuerNameHash).NoLongerThan(128);
        RuleFor(certificate => certificate.IssuerKeyHash).NoLongerThan(128);
        RuleFor(certificate => certificate.SerialNumber).NoLongerThan(40);
    }
}
