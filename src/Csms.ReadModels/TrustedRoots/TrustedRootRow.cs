using Csms.Domain.Certificates;

namespace Csms.ReadModels.TrustedRoots;

/// <summary>A root certificate that a charge point trusts, as far as it said.</summary>
/// <param name="RootId">Follows from the charge point, the use and the hashes.</param>
/// <param name="Use">CentralSystemRootCertificate or ManufacturerRootCertificate.</param>
/// <param name="Subject">Null for one that was not installed from here.</param>
/// <param name="Certificate">PEM; null for one that was not installed from here.</param>
/// <param name="InstalledAt">When the charge point accepted it from here.</param>
/// <param name="ReportedAt">When the charge point last listed it; null when it never did.</param>
public sealed record TrustedRootRow(
    Guid RootId,
    string ChargePointId,
    string Use,
    string HashAlgorithm,
    string IssuerNameHash,
    string IssuerKeyHash,
    string SerialNumber,
    string? Subject = null,
    DateTimeOffset? NotAfter = null,
    string? Certificate = null,
    DateTimeOffset? InstalledAt = null,
    DateTimeOffset? ReportedAt = null) : ReadModelRow
{
    /// <summary>As the charge point names it.</summary>
    public CertificateHash Hash => new(HashAlgorithm, IssuerNameHash, IssuerKeyHash, SerialNumber);
}
