namespace Csms.Host.Certificates;

/// <summary>Settings of charge points' certificates (section <c>Certificates</c> of the configuration).</summary>
internal sealed class CertificateOptions
{
    /// <summary>The operator's name: what the organization of a charge point's certificate must be (configuration key CpoName). Not given: nothing is asked.</summary>
    public string? CpoName { get; set; }

    /// <summary>Whether the common name must be the charge point's own (A00.FR.405).</summary>
    public bool CheckCommonName { get; set; } = true;

    /// <summary>Whether the organization must be <see cref="CpoName"/> (A00.FR.404).</summary>
    public bool CheckOrganization { get; set; } = true;

    /// <summary>How long a certificate lives.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long before its end a certificate is renewed, where that is switched on.</summary>
    public TimeSpan RenewBefore { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How RSA authorities sign.</summary>
    public RsaSignature RsaSignature { get; set; } = RsaSignature.Pkcs1;

    /// <summary>What stands before <c>/pki/…</c> in certificates, e.g. <c>http://csms.example.com</c>; not given: they name no revocation list.</summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>PEM file: an RSA authority and those above it up to the root, in this order. Not given: one is made in the data folder.</summary>
    public string? RsaIssuer { get; set; }

    /// <summary>PEM file with its private key.</summary>
    public string? RsaIssuerKey { get; set; }

    /// <summary>PEM file: an ECDSA authority and those above it up to the root, in this order. Not given: one is made in the data folder.</summary>
    public string? EcdsaIssuer { get; set; }

    /// <summary>PEM file with its private key.</summary>
    public string? EcdsaIssuerKey { get; set; }

    /// <summary>PEM file with the roots of manufacturers: who signs firmware.</summary>
    public string? ManufacturerRoots { get; set; }

    /// <summary>Whether certificates that lead to <see cref="ManufacturerRoots"/> open the door until they are renewed (A00.FR.406).</summary>
    public bool AcceptManufacturerCertificates { get; set; }

    public string? Organization => CheckOrganization && !string.IsNullOrWhiteSpace(CpoName) ? CpoName : null;
}

/// <summary>Signature algorithms of RSA authorities, with SHA-256.</summary>
internal enum RsaSignature
{
    /// <summary>PKCS #1 v1.5: what every charge point understands.</summary>
    Pkcs1,

    /// <summary>RSASSA-PSS (A00.FR.505).</summary>
    Pss,
}
