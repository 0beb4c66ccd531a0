using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Csms.Host.Tests.Evidence;

/// <summary>A meter that signs OCMF with a key of its own, and sends the key along.</summary>
internal sealed class SigningMeter
{
    private readonly ECDsa ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string PublicKey => Convert.ToHexStringLower(ecdsa.ExportSubjectPublicKeyInfo());

    public string Signs(string idTag, int page, string transaction, string time, string kwh)
    {
        var payload = $$"""{"FV":"1.0","GS":"G1","PG":"T{{page}}","MS":"M1","IS":true,"IL":"TRUSTED","ID":"{{idTag}}","RD":[{"TM":"2026-03-01T{{time}},000+0000 S","TX":"{{transaction}}","RV":{{kwh}},"RI":"01-00:01.08.00.FF","RU":"kWh","ST":"G"}]}""";
        var signature = ecdsa.SignData(Encoding.UTF8.GetBytes(payload), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        var record = $$"""OCMF|{{payload}}|{"SD":"{{Convert.ToHexString(signature)}}"}""";
        return JsonSerializer.Serialize(new { encodingMethod = "OCMF", signedMeterData = record, publicKey = PublicKey });
    }
}
