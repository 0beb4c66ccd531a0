using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using static Csms.Domain.Certificates.CertificateEvent;

namespace Csms.Domain.Certificates;

/// <summary>What is known of a charge point's certificate: the fold of its <see cref="CertificateEvent"/>s.</summary>
public sealed record Certificate
{
    /// <summary>Type of the stream in the store.</summary>
    public const string StreamType = "certificate";

    /// <summary>Before anything happened.</summary>
    public static Certificate Initial { get; } = new();

    /// <summary>As it was signed; null when it was not.</summary>
    public Issued? Record { get; init; }

    /// <summary>The last time it could not be signed; null when there was none.</summary>
    public IssuingFailed? Failure { get; init; }

    /// <summary>Whether the charge point took it; null while it has not said.</summary>
    public bool? IsAccepted { get; init; }

    /// <summary>The newer one; null while there is none.</summary>
    public Guid? SupersededBy { get; init; }

    /// <summary>Why it was revoked; null when it was not.</summary>
    public RevocationReason? Revocation { get; init; }

    /// <summary>The stream of a certificate, <c>certificate-{uuid}</c>.</summary>
    public static string StreamId(Guid certificateId) => $"certificate-{certificateId:D}";

    /// <summary>The certificate that a request leads to: the same for the same request, so that a crash or a repetition leads to no second one.</summary>
    /// <param name="contentId">Key of the content that holds the request; it follows from its text and its sender.</param>
    /// <param name="generation">0 for the first one; the next for the same request once the one before grew old.</param>
    public static Guid IdentityOf(Guid contentId, int generation)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"certificate\n{contentId:N}\n{generation}")).AsSpan(0, 16);
        // It is a serial number, too: positive, and the same 16 bytes whoever writes it.
        bytes[0] = (byte)((bytes[0] & 0x3F) | 0x40);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>Whether it is so close to its end, at this moment, that the same request shall lead to a new one: the last third of its life.</summary>
    public bool IsOld(DateTimeOffset now) => Record is { } record && now > record.NotAfter - ((record.NotAfter - record.NotBefore) / 3);

    /// <summary>The state after one more event.</summary>
    public Certificate Evolve(CertificateEvent e) => e switch
    {
        Issued issued => this with { Record = issued },
        IssuingFailed failed => this with { Failure = failed },
        Accepted => this with { IsAccepted = true },
        Rejected => this with { IsAccepted = false },
        Superseded superseded => this with { SupersededBy = superseded.SupersededBy },
        Revoked revoked => this with { Revocation = revoked.Reason },
        _ => throw new UnreachableException($"{e} is no event of a certificate."),
    };
}
