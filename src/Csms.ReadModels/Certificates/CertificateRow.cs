namespace Csms.ReadModels.Certificates;

/// <summary>A certificate that the built-in authority signed for a charge point, or failed to.</summary>
/// <param name="State">issued, accepted, rejected, superseded, revoked or failed.</param>
/// <param name="Key">Kind and size of its key.</param>
/// <param name="KeyHash">SHA-256 of its public key.</param>
/// <param name="Failure">Why it could not be signed.</param>
public sealed record CertificateRow(
    Guid CertificateId,
    string ChargePointId,
    string State,
    DateTimeOffset RequestedAt,
    string? Subject = null,
    string? SerialNumber = null,
    string? Thumbprint = null,
    string? Key = null,
    string? KeyHash = null,
    string? Issuer = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? NotAfter = null,
    DateTimeOffset? AnsweredAt = null,
    Guid? SupersededBy = null,
    DateTimeOffset? RevokedAt = null,
    string? RevocationReason = null,
    string? Failure = null) : ReadModelRow;
