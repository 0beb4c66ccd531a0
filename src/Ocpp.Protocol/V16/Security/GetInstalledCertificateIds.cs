using FluentValidation;

namespace Ocpp.Protocol.V16;

/// <summary>Which roots do you trust? (Improved security, use case M03; sent by the central system.)</summary>
public sealed record GetInstalledCertificateIdsRequest(CertificateUse CertificateType);

/// <summary>Answer to <see cref="GetInstalledCertificateIdsRequest"/>.</summary>
/// <param name="CertificateHashData">Absent when there are none.</param>
public sealed record GetInstalledCertificateIdsResponse(GetInstalledCertificateStatus Status, CertificateHashData[]? CertificateHashData = null);

/// <summary>Whether there are any.</summary>
public enum GetInstalledCertificateStatus
{
    /// <summary>They are listed.</summary>
    Accepted,

    /// <summary>There are none.</summary>
    NotFound,
}

internal sealed class GetInstalledCertificateIdsResponseRules : AbstractValidator<GetInstalledCertificateIdsResponse>
{
    public GetInstalledCertificateIdsResponseRules()
    {
        RuleFor(response => response.CertificateHashData).AtLeastOne();
        RuleForEach(response => response.CertificateHashData).SetValidator(new CertificateHashDataRules());
    }
}
