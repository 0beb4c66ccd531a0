using System.Security.Cryptography.X509Certificates;

namespace Csms.Domain.Certificates;

/// <summary>What a subject says of a charge point.</summary>
/// <param name="CommonName">Null when there is none, or more than one.</param>
/// <param name="Organization">Null when there is none, or more than one.</param>
public sealed record CertificateSubject(string? CommonName, string? Organization)
{
    private const string CommonNameOid = "2.5.4.3", OrganizationOid = "2.5.4.10";

    /// <summary>Reads a name (RFC 5280 section 4.1.2.4).</summary>
    public static CertificateSubject Of(X500DistinguishedName name)
    {
        var parts = name.EnumerateRelativeDistinguishedNames().Where(part => !part.HasMultipleElements).ToArray();
        return new(ValueOf(CommonNameOid), ValueOf(OrganizationOid));

        string? ValueOf(string oid) => parts.Where(part => part.GetSingleElementType().Value == oid).ToArray() is [var single] ? single.GetSingleElementValue() : null;
    }

    /// <summary>What speaks against it, as a stable word; null when nothing does.</summary>
    /// <param name="names">The common names that are right; null asks for none.</param>
    /// <param name="organization">The operator's name (configuration key CpoName); null asks for none.</param>
    public string? ObjectionTo(IReadOnlyList<string>? names, string? organization)
    {
        if (names is not null && (CommonName is null || !names.Contains(CommonName, StringComparer.Ordinal))) return "wrong_common_name";
        return organization is not null && Organization != organization ? "wrong_organization" : null;
    }
}
