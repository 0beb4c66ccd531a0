using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Trust this root (Improved security, use case M05; sent by the central system).</summary>
/// <param name="Certificate">PEM.</param>
public sealed record InstallCertificateRequest(CertificateUse CertificateType, string Certificate);

/// <summary>Answer to <see cref="InstallCertificateRequest"/>.</summary>
public sealed record InstallCertificateResponse(InstallCertificateStatus Status);

/// <summary>What a root certificate vouches for (Improved security, CertificateUseEnumType).</summary>
public enum CertificateUse
{
    /// <summary>The central system's server certificate.</summary>
    CentralSystemRootCertificate,

    /// <summary>The manufacturer's firmware.</summary>
    ManufacturerRootCertificate,
}

/// <summary>What became of it.</summary>
public enum InstallCertificateStatus
{
    /// <summary>Installed.</summary>
    Accepted,

    /// <summary>Valid, but could not be installed.</summary>
    Failed,

    /// <summary>Not valid.</summary>
    Rejected,
}

internal sealed class InstallCertificateRequestRules : AbstractValidator<InstallCertificateRequest>
{
    public InstallCertificateRequestRules() => RuleFor(request => request.Certificate).NoLongerThan(5500);
}
