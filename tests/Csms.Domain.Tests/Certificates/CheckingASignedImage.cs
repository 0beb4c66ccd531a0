using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Csms.Domain.Certificates;

namespace Csms.Domain.Tests.Certificates;

public sealed class CheckingASignedImage
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly byte[] Image = [1, 2, 3];
    private static readonly string Sha256 = Convert.ToHexStringLower(SHA256.HashData(Image));

    [Fact]
    public void Takes_rsa_pss()
    {
        using var key = RSA.Create(2048);
        using var signer = new CertificateRequest("CN=Maker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        ObjectionTo(signer, key.SignData(Image, HashAlgorithmName.SHA256, RSASignaturePadding.Pss)).ShouldBeNull();
        ObjectionTo(signer, key.SignData(Image, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).ShouldBe("signature_wrong");
    }

    /// <summary>OpenSSL signs with the longest salt that fits unless it is told otherwise: 222 bytes here.</summary>
    [Theory]
    [InlineData(2048, 0)]
    [InlineData(2048, 32)]
    [InlineData(2048, 222)]
    [InlineData(3072, 350)]
    public void Takes_rsa_pss_with_a_salt_of_any_length(int bits, int salt)
    {
        using var key = RSA.Create(bits);
        using var signer = new CertificateRequest("CN=Maker", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        ObjectionTo(signer, Pss(key, bits, Image, salt)).ShouldBeNull();
        ObjectionTo(signer, Pss(key, bits, [4], salt)).ShouldBe("signature_wrong");
        ObjectionTo(signer, new byte[(bits + 7) / 8]).ShouldBe("signature_wrong");
        ObjectionTo(signer, [1]).ShouldBe("signature_wrong");
    }

    [Theory]
    [InlineData(DSASignatureFormat.Rfc3279DerSequence)]
    [InlineData(DSASignatureFormat.IeeeP1363FixedFieldConcatenation)]
    public void Takes_ecdsa_in_either_form(DSASignatureFormat format)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = Signer(key);
        ObjectionTo(signer, key.SignData(Image, HashAlgorithmName.SHA256, format)).ShouldBeNull();
    }

    [Fact]
    public void Says_what_is_wrong()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = Signer(key);
        using var past = Signer(key, -10, -1);
        using var other = Signer(key);
        var signature = key.SignData(Image, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        ObjectionTo(signer, key.SignData([4], HashAlgorithmName.SHA256)).ShouldBe("signature_wrong");
        ObjectionTo(past, signature).ShouldBe("signing_certificate_not_valid_now");
        ObjectionTo(signer, signature, other).ShouldBe("signing_certificate_not_trusted");
        ObjectionTo(signer, signature, signer).ShouldBeNull();
        FirmwareSignature.ObjectionTo("MIIB", "AAAA", Sha256, [], Now)!.Code.ShouldBe("signing_certificate_unreadable");
        FirmwareSignature.ObjectionTo(signer.ExportCertificatePem(), "no base64!", Sha256, [], Now)!.Code.ShouldBe("signature_unreadable");
    }

    [Fact]
    public void Does_not_judge_an_image_that_lies_elsewhere()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = Signer(key);
        FirmwareSignature.ObjectionTo(signer.ExportCertificatePem(), "AAAA", null, [], Now).ShouldBeNull();
    }

    /// <summary>RFC 8017 sections 8.1.1 and 9.1.1.</summary>
    private static byte[] Pss(RSA key, int bits, byte[] image, int saltLength)
    {
        var salt = RandomNumberGenerator.GetBytes(saltLength);
        var hash = SHA256.HashData([.. new byte[8], .. SHA256.HashData(image), .. salt]);
        var length = (bits + 6) / 8;
        byte[] block = [.. new byte[length - saltLength - 34], 1, .. salt];
        for (var i = 0; i < block.Length; i++) block[i] ^= SHA256.HashData([.. hash, 0, 0, 0, (byte)(i / 32)])[i % 32];
        block[0] &= (byte)(0xFF >> ((8 * length) - bits + 1));
        var secret = key.ExportParameters(true);
        var signed = BigInteger.ModPow(Number([.. block, .. hash, 0xBC]), Number(secret.D!), Number(secret.Modulus!)).ToByteArray(isUnsigned: true, isBigEndian: true);
        return [.. new byte[secret.Modulus!.Length - signed.Length], .. signed];

        static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
    }

    private static string? ObjectionTo(X509Certificate2 signer, byte[] signature, params X509Certificate2[] roots) =>
        FirmwareSignature.ObjectionTo(signer.ExportCertificatePem(), Convert.ToBase64String(signature), Sha256, roots, Now)?.Code;

    private static X509Certificate2 Signer(ECDsa key, int from = -1, int until = 1)
    {
        var request = new CertificateRequest($"CN=Maker {Guid.NewGuid():N}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Now.AddDays(from), Now.AddDays(until));
    }
}
