using System.Security.Cryptography;

namespace Csms.Domain.SignedReadings;

/// <summary>An elliptic curve of OCMF (table 22). The hash is SHA-256 with all of them, the 384 bit ones included.</summary>
public sealed record MeterCurve
{
    private static readonly MeterCurve Default = new("secp256r1", "1.2.840.10045.3.1.7", 32);

    internal MeterCurve(string name, string oid, int bytes) => (Name, Oid, Bytes) = (name, oid, bytes);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<MeterCurve> All { get; } =
    [
        new("secp192k1", "1.3.132.0.31", 24),
        new("secp256k1", "1.3.132.0.10", 32),
        new("secp192r1", "1.2.840.10045.3.1.1", 24),
        Default,
        new("brainpoolP256r1", "1.3.36.3.3.2.8.1.1.7", 32),
        new("secp384r1", "1.3.132.0.34", 48),
        new("brainpoolP384r1", "1.3.36.3.3.2.8.1.1.11", 48),
    ];

    /// <summary>As SEC 2 or RFC 5639 call it.</summary>
    public string Name { get; }

    /// <summary>What a key names it by.</summary>
    public string Oid { get; }

    /// <summary>Length of a coordinate.</summary>
    public int Bytes { get; }

    /// <summary>The curve that SA names, e.g. <c>ECDSA-secp256r1-SHA256</c>; secp256r1 without SA; null when OCMF knows no such algorithm.</summary>
    public static MeterCurve? OfAlgorithm(string? algorithm)
    {
        if (string.IsNullOrWhiteSpace(algorithm)) return Default;
        if (algorithm.Trim().Split('-') is not [var method, var name, var hash]) return null;
        if (!method.Equals("ECDSA", StringComparison.OrdinalIgnoreCase)) return null;
        if (!hash.Equals("SHA256", StringComparison.OrdinalIgnoreCase)) return null;

        return All.FirstOrDefault(curve => Spelled(curve.Name).Equals(Spelled(name), StringComparison.OrdinalIgnoreCase));
    }

    // By number: .NET knows some of these by other names, and some by none.
    internal ECCurve ToCurve() => ECCurve.CreateFromOid(new Oid(Oid));

    // The table says brainpool256r1, which meters correct to the curve's name.
    private static string Spelled(string name) => name.Replace("brainpoolP", "brainpool", StringComparison.OrdinalIgnoreCase);
}
