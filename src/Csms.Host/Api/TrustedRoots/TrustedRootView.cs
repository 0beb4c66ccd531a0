using Csms.ReadModels.TrustedRoots;
using Ocpp.Protocol.V16;

namespace Csms.Host.Api.TrustedRoots;

/// <summary>A root certificate that a charge point trusts.</summary>
/// <param name="Use">centralSystemRootCertificate or manufacturerRootCertificate.</param>
/// <param name="HashAlgorithm">As the charge point listed it; sha256 before it did.</param>
/// <param name="SerialNumber">Hexadecimal.</param>
/// <param name="Subject">Absent for one that was not installed from here.</param>
/// <param name="NotAfter">Absent for one that was not installed from here.</param>
/// <param name="InstalledAt">When the charge point accepted it from here.</param>
/// <param name="ReportedAt">When the charge point last listed it; absent when it never did.</param>
internal sealed record TrustedRootView(
    Guid Id,
    CertificateUse Use,
    string HashAlgorithm,
    string IssuerNameHash,
    string IssuerKeyHash,
    string SerialNumber,
    string? Subject = null,
    DateTimeOffset? NotAfter = null,
    DateTimeOffset? InstalledAt = null,
    DateTimeOffset? ReportedAt = null)
{
    public static TrustedRootView Example { get; } = new(
        new("7b1c5f0e-52a4-4c6e-9a53-2f0d5e8c1b77"),
        CertificateUse.CentralSystemRootCertificate,
        "SHA256",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
        "4F9C0A3E",
        "CN=Root, O=Operator",
        new(2036, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 5, TimeSpan.Zero));

    public static TrustedRootView Of(TrustedRootRow row) => new(
        row.RootId, Enum.Parse<CertificateUse>(row.Use), row.HashAlgorithm, row.IssuerNameHash, row.IssuerKeyHash, row.SerialNumber, row.Subject, row.NotAfter,
        row.InstalledAt, row.ReportedAt);
}

/// <summary>The roots that a charge point trusts, as far as it said.</summary>
internal sealed record TrustedRootsView(IReadOnlyList<TrustedRootView> Items)
{
    public static TrustedRootsView Example { get; } = new([TrustedRootView.Example]);
}
