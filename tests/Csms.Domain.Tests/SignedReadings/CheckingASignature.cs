using System.Security.Cryptography;
using System.Text;
using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.SignedReadings.SignedState;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class CheckingASignature
{
    public static TheoryData<string> Curves => [.. MeterCurve.All.Select(curve => curve.Name)];

    [Theory]
    [MemberData(nameof(Curves))]
    public void Works_on_every_curve_of_OCMF(string curve)
    {
        var meter = new SigningMeter(curve);

        meter.Verifies(meter.Signs(Payloads.Whole)).State.ShouldBe(Valid);
        meter.Verifies(meter.Signs(Payloads.Whole).With("112.75", "102.75")).Reason.ShouldBe(SignatureWrong);
        new SigningMeter(curve).Verifies(meter.Signs(Payloads.Whole)).Reason.ShouldBe(SignatureWrong);
    }

    [Theory]
    [MemberData(nameof(Curves))]
    public void Takes_the_key_in_every_form(string curve)
    {
        var meter = new SigningMeter(curve);
        var (der, point) = (meter.SubjectPublicKeyInfo, meter.Point);
        var hex = Convert.ToHexString(der);
        var pem = PemEncoding.WriteString("PUBLIC KEY", der);
        byte[] withPrefix = [4, .. point];
        MeterKey?[] keys =
        [
            MeterKey.Read(der), MeterKey.Read(point), MeterKey.Read(withPrefix),
            .. new[]
            {
                hex, Convert.ToHexStringLower(der), $" 0x{hex}\r\n", string.Join(' ', hex.Chunk(2).Select(pair => new string(pair))),
                Convert.ToBase64String(der), Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks),
                Convert.ToBase64String(der).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
                pem, Base64(hex), Base64(pem), $"oca:base16:asn1:{hex}", Base64($"oca:base16:asn1:{hex}"),
                Convert.ToHexString(point), Convert.ToHexString(withPrefix), Convert.ToBase64String(point),
            }.Select(MeterKey.Read),
        ];

        foreach (var key in keys)
        {
            var verified = SignedRecord.Verify(SignedValue.Unpack(meter.Signs(Payloads.Whole)).Single(), _ => key);
            verified.State.ShouldBe(Valid);
            verified.KeyFingerprint.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(der)));
        }
    }

    [Fact]
    public void Wants_the_key_on_the_curve_that_the_record_names()
    {
        // .NET would check with the curve of the key and find the signature good.
        var meter = new SigningMeter("secp256k1");
        var record = meter.Signs(Payloads.Whole, "ECDSA-secp256r1-SHA256");

        meter.Verifies(record).Reason.ShouldBe(KeyCurveDiffers);
        meter.Verifies(record).State.ShouldBe(Invalid);
        SignedRecord.Verify(SignedValue.Unpack(record).Single(), _ => MeterKey.Read(meter.Point)).State.ShouldBe(Invalid);
    }

    [Theory]
    [InlineData("secp256r1", "")]
    [InlineData("secp256r1", "ecdsa-SECP256R1-sha256")]
    [InlineData("brainpoolP256r1", "ECDSA-brainpool256r1-SHA256")]
    [InlineData("brainpoolP384r1", "ECDSA-brainpool384r1-SHA256")]
    [InlineData("brainpoolP384r1", "ECDSA-brainpoolp384r1-SHA256")]
    public void Knows_the_spellings_of_the_algorithm(string curve, string algorithm)
    {
        var meter = new SigningMeter(curve);
        meter.Verifies(meter.Signs(Payloads.Whole, algorithm)).State.ShouldBe(Valid);
    }

    [Theory]
    [InlineData("RSA-2048-SHA256")]
    [InlineData("ECDSA-secp521r1-SHA256")]
    [InlineData("ECDSA-secp384r1-SHA384")]
    [InlineData("ECDSA")]
    public void Is_not_supported_for_other_algorithms(string algorithm)
    {
        var meter = new SigningMeter();
        var verified = meter.Verifies(meter.Signs(Payloads.Whole, algorithm));
        (verified.State, verified.Reason).ShouldBe((Unsupported, AlgorithmUnsupported));
    }

    [Fact]
    public void Is_not_supported_for_another_encoding_than_DER()
    {
        var meter = new SigningMeter();
        meter.Verifies(meter.Signs(Payloads.Whole, more: """ "SM":"application/x-der",""")).State.ShouldBe(Valid);
        meter.Verifies(meter.Signs(Payloads.Whole, more: """ "SM":"application/cms",""")).Reason.ShouldBe(AlgorithmUnsupported);
    }

    [Fact]
    public void Reads_base64_and_bare_numbers()
    {
        var meter = new SigningMeter();
        var base64 = meter.Record(Payloads.Whole, Convert.ToBase64String(meter.Signature(Payloads.Whole)), more: """ "SE":"base64",""");
        var bare = meter.Record(Payloads.Whole, Convert.ToHexString(meter.Signature(Payloads.Whole, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)));

        meter.Verifies(base64).State.ShouldBe(Valid);
        meter.Verifies(base64.Replace("base64", "BASE64", StringComparison.Ordinal)).State.ShouldBe(Valid);
        meter.Verifies(bare).State.ShouldBe(Valid);
        meter.Verifies(bare.With("112.75", "112.76")).Reason.ShouldBe(SignatureWrong);
    }

    [Fact]
    public void Is_unsupported_and_not_invalid_where_the_machine_lacks_the_curve()
    {
        var none = new MeterCurve("of another machine", "1.2.3.4.5", 32);
        SignatureCheck.Of(none, new byte[64], "payload"u8, new byte[70]).ShouldBe((Unsupported, CurveUnsupported));
    }

    [Fact]
    public void Finds_a_key_that_is_no_point_of_the_curve()
    {
        var meter = new SigningMeter();
        var key = MeterKey.Read((byte[])[4, .. meter.Point[..63], (byte)(meter.Point[63] ^ 1)]);

        var verified = SignedRecord.Verify(SignedValue.Unpack(meter.Signs(Payloads.Whole)).Single(), _ => key);

        (verified.State, verified.Reason).ShouldBe((Invalid, KeyNotOnCurve));
    }

    [Theory]
    [InlineData("0.0")]
    [InlineData("1.5")]
    [InlineData("2.0")]
    [InlineData("x")]
    public void Is_not_supported_for_unknown_versions(string version)
    {
        var meter = new SigningMeter();
        var verified = meter.Verifies(meter.Signs(Payloads.Whole.With("\"1.0\"", $"\"{version}\"")));
        (verified.State, verified.Reason).ShouldBe((Unsupported, VersionUnsupported));
    }

    [Theory]
    [InlineData("0.1")]
    [InlineData("0.4")]
    [InlineData("1.1")]
    [InlineData("1.4")]
    public void Is_the_same_in_all_versions(string version)
    {
        var meter = new SigningMeter();
        meter.Measures(Payloads.Whole.With("\"1.0\"", $"\"{version}\"")).Wh.ShouldBe(12_250m);
    }

    [Fact]
    public void Prefers_the_registered_key_to_the_one_that_came_along()
    {
        SigningMeter meter = new(), forger = new();
        var value = SignedValue.Unpack(forger.Signs(Payloads.Whole)).Single() with { PublicKey = Convert.ToHexString(forger.SubjectPublicKeyInfo) };

        SignedRecord.Verify(value, serial => serial == "M1" ? meter.Key : null).State.ShouldBe(Invalid);
        var unknown = SignedRecord.Verify(value, _ => null);
        (unknown.State, unknown.KeyIsPinned).ShouldBe((Valid, false));
    }

    [Fact]
    public void Says_when_there_is_no_key()
    {
        var value = SignedValue.Unpack(new SigningMeter().Signs(Payloads.Whole)).Single();

        SignedRecord.Verify(value, _ => null).Reason.ShouldBe(KeyUnknown);
        var unreadable = SignedRecord.Verify(value with { PublicKey = "see the sticker" }, _ => null);
        (unreadable.State, unreadable.Reason).ShouldBe((KeyMissing, KeyUnreadable));
    }

    [Fact]
    public void Takes_no_key_of_another_kind()
    {
        using var rsa = RSA.Create(1024);
        MeterKey.Read(rsa.ExportSubjectPublicKeyInfo()).ShouldBeNull();
        MeterKey.Read(new SigningMeter().SubjectPublicKeyInfo.AsSpan()[..^1]).ShouldBeNull();
        MeterKey.Read("").ShouldBeNull();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
