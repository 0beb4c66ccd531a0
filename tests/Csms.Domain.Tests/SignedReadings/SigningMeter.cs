using System.Security.Cryptography;
using System.Text;
using Csms.Domain.SignedReadings;

namespace Csms.Domain.Tests.SignedReadings;

/// <summary>A meter with a key of its own, for records that nobody published.</summary>
internal sealed class SigningMeter
{
    private readonly ECDsa ecdsa;

    public SigningMeter(string curve = "secp256r1")
    {
        Curve = MeterCurve.All.Single(c => c.Name == curve);
        ecdsa = ECDsa.Create(Curve.ToCurve());
    }

    public MeterCurve Curve { get; }

    /// <summary>SubjectPublicKeyInfo as .NET writes it, so that ours is compared with another's.</summary>
    public byte[] SubjectPublicKeyInfo => ecdsa.ExportSubjectPublicKeyInfo();

    public byte[] Point => ecdsa.ExportParameters(false).Q is var q ? [.. q.X!, .. q.Y!] : [];

    public MeterKey Key => MeterKey.Read(SubjectPublicKeyInfo)!;

    public string Signs(string payload, string? algorithm = null, string more = "") =>
        Record(payload, Convert.ToHexString(Signature(payload)), algorithm, more);

    public string Record(string payload, string data, string? algorithm = null, string more = "") =>
        $$"""OCMF|{{payload}}|{"SA":"{{algorithm ?? $"ECDSA-{Curve.Name}-SHA256"}}",{{more}}"SD":"{{data}}"}""";

    public byte[] Signature(string payload, DSASignatureFormat format = DSASignatureFormat.Rfc3279DerSequence) =>
        ecdsa.SignData(Encoding.UTF8.GetBytes(payload), HashAlgorithmName.SHA256, format);

    public SignedRecord Verifies(string record) => SignedRecord.Verify(SignedValue.Unpack(record).Single(), _ => Key);

    public SignedEnergy Measures(params string[] payloads) => SignedEnergy.Of(payloads.Select(payload => Signs(payload)), _ => Key);
}
