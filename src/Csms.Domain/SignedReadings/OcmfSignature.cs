namespace Csms.Domain.SignedReadings;

/// <summary>The signature section of an OCMF record (table 8).</summary>
/// <param name="Algorithm">SA; null means ECDSA-secp256r1-SHA256.</param>
/// <param name="MimeType">SM; null means application/x-der.</param>
/// <param name="Data">SD, decoded from hex, or from base64 where SE says so.</param>
public sealed record OcmfSignature(string? Algorithm, string? MimeType, ReadOnlyMemory<byte> Data)
{
    /// <summary>The curve that SA names; null when SA or SM name something that OCMF does not define.</summary>
    public MeterCurve? Curve => MimeType is not { Length: > 0 } || MimeType.Equals("application/x-der", StringComparison.OrdinalIgnoreCase)
        ? MeterCurve.OfAlgorithm(Algorithm)
        : null;
}
