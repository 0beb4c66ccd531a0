namespace Csms.Domain.Certificates;

/// <summary>What happened to a charge point's certificate. Stream <c>certificate-{uuid}</c>; the uuid is the certificate's serial number.</summary>
public abstract record CertificateEvent
{
    private CertificateEvent()
    {
    }

    /// <summary>The built-in authority signed it. It was not sent yet.</summary>
    /// <param name="ContentId">Key of the content that holds the PKCS #10 request.</param>
    /// <param name="Subject">As RFC 4514 writes it.</param>
    /// <param name="SerialNumber">Hexadecimal, without leading zeros.</param>
    /// <param name="Thumbprint">SHA-256 of the certificate, 64 hexadecimal digits in lower case.</param>
    /// <param name="KeyHash">SHA-256 of its public key (SubjectPublicKeyInfo), the same way: the key may come again in another request.</param>
    /// <param name="Key">Kind and size of the key, e.g. <c>RSA 2048</c>.</param>
    /// <param name="Issuer">Subject of the authority that signed it.</param>
    /// <param name="Chain">PEM as it is sent: the leaf, then the authorities between it and the root.</param>
    public sealed record Issued(
        Guid CertificateId,
        string ChargePointId,
        Guid ContentId,
        string Subject,
        string SerialNumber,
        string Thumbprint,
        string KeyHash,
        string Key,
        string Issuer,
        DateTimeOffset NotBefore,
        DateTimeOffset NotAfter,
        string Chain) : CertificateEvent;

    /// <summary>The authority could not sign. It is not tried again by itself: an operator has to look.</summary>
    /// <param name="RequestedAs">Place in the feed of the request.</param>
    /// <param name="Why">In words.</param>
    public sealed record IssuingFailed(Guid CertificateId, string ChargePointId, Guid ContentId, long RequestedAs, string Why) : CertificateEvent;

    /// <summary>The charge point took it.</summary>
    /// <param name="CallId">The CertificateSigned that was answered.</param>
    public sealed record Accepted(Guid CallId) : CertificateEvent;

    /// <summary>The charge point turned it down and goes on with the one it has: something is wrong with it, or with what it came through.</summary>
    /// <param name="CallId">The CertificateSigned that was answered.</param>
    public sealed record Rejected(Guid CallId) : CertificateEvent;

    /// <summary>The charge point took a newer one. It opens the door until it expires or is revoked: the charge point may fall back to it (A02).</summary>
    /// <param name="SupersededBy">The newer one.</param>
    public sealed record Superseded(Guid SupersededBy) : CertificateEvent;

    /// <summary>It opens no door any more.</summary>
    public sealed record Revoked(RevocationReason Reason) : CertificateEvent;
}

/// <summary>Why a certificate is revoked (RFC 5280 section 5.3.1, those that are for leaves).</summary>
public enum RevocationReason
{
    /// <summary>Nobody says.</summary>
    Unspecified,

    /// <summary>Somebody else may have its key.</summary>
    KeyCompromise,

    /// <summary>Its subject has another name or owner now.</summary>
    AffiliationChanged,

    /// <summary>There is a newer one.</summary>
    Superseded,

    /// <summary>The charge point is out of service.</summary>
    CessationOfOperation,

    /// <summary>It may not do what the certificate says any more.</summary>
    PrivilegeWithdrawn,
}
