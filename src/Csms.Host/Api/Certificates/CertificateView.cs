using Csms.ReadModels.Certificates;

namespace Csms.Host.Api.Certificates;

/// <summary>A certificate of a charge point.</summary>
/// <param name="Id">The same number as its serial number.</param>
/// <param name="State">issued (sent, and no word yet), accepted, rejected, superseded (opens the door until it expires or is revoked), revoked, or failed
/// (it could not be signed).</param>
/// <param name="RequestedAt">When it was signed, or could not be.</param>
/// <param name="Thumbprint">SHA-256 of the certificate, hexadecimal.</param>
/// <param name="Key">Kind and size of its key.</param>
/// <param name="AnsweredAt">When the charge point said whether it takes it.</param>
/// <param name="SupersededBy">The newer one that the charge point took.</param>
/// <param name="RevocationReason">In the words of RFC 5280.</param>
/// <param name="Failure">Why it could not be signed.</param>
internal sealed record CertificateView(
    Guid Id,
    string ChargePointId,
    string State,
    DateTimeOffset RequestedAt,
    string? Subject = null,
    string? SerialNumber = null,
    string? Thumbprint = null,
    string? Key = null,
    string? Issuer = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? NotAfter = null,
    DateTimeOffset? AnsweredAt = null,
    Guid? SupersededBy = null,
    DateTimeOffset? RevokedAt = null,
    string? RevocationReason = null,
    string? Failure = null)
{
    public static CertificateView Example { get; } = new(
        new("4f9c0a3e-6a10-7b3c-8d4e-5f60718293a4"),
        "CP-0815",
        "accepted",
        new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        "CN=SN-0815, O=Operator",
        "4F9C0A3E6A107B3C8D4E5F60718293A4",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "EC 256",
        "CN=charge points ECDSA, O=Operator",
        new(2026, 1, 31, 11, 0, 0, TimeSpan.Zero),
        new(2027, 1, 31, 12, 0, 0, TimeSpan.Zero),
        new(2026, 1, 31, 12, 0, 1, TimeSpan.Zero));

    public static CertificateView Of(CertificateRow row) => new(
        row.CertificateId, row.ChargePointId, row.State, row.RequestedAt, row.Subject, row.SerialNumber, row.Thumbprint, row.Key, row.Issuer,
        row.NotBefore, row.NotAfter, row.AnsweredAt, row.SupersededBy, row.RevokedAt, row.RevocationReason, row.Failure);
}
