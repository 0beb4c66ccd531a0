using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.SignedState;

namespace Csms.Domain.Tests.SignedReadings;

/// <summary>Records of real meters, published with the transparency software of SAFE e.V. They lie beside the repository, not in it.</summary>
public sealed class PublishedRecords
{
    private const string Missing = "the vectors are not beside the repository";

    private static readonly string? Folder = Find();
    private static readonly JsonNode[] Samples =
        Folder is null ? [] : [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!["samples"]!.AsArray().OfType<JsonNode>()];

    public static TheoryData<string> Names => Samples.Length == 0 ? [Missing] : [.. Samples.Select(sample => (string)sample["id"]!)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Verify_as_published(string name)
    {
        var (sample, record, key) = Sample(name);

        var verified = SignedRecord.Verify(SignedValue.Unpack(record).ShouldHaveSingleItem(), _ => MeterKey.Read(key));

        verified.State.ShouldBe((bool)sample["signatureValid"]! ? Valid : Invalid);
        verified.Reason.ShouldBe((bool)sample["signatureValid"]! ? null : SignedReason.SignatureWrong);
        verified.KeyIsPinned.ShouldBeTrue();
        verified.Ocmf!.Signature.Curve!.Name.ShouldBe((string)sample["keyCurve"]!);
        verified.Ocmf.Payload.FormatVersion.ShouldBe((string)sample["formatVersion"]!);
        verified.Ocmf.Payload.Pagination.ShouldBe((string)sample["pagination"]!);
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Pass_the_law_check_as_published(string name)
    {
        var (sample, record, key) = Sample(name);
        var law = LawCheck.Of([OcmfRecord.Read(Encoding.UTF8.GetBytes(record), out _)!.Payload]);
        var energy = SignedEnergy.Of([record], _ => MeterKey.Read(key));

        var expected = (string?)sample["safeLawCheck_single"] ?? "n/a";
        if (expected.Split(' ') is ["OK", var unit, var from, "->", var to, "=", ..])
        {
            var factor = unit == "kWh" ? 1000 : 1;
            law.Missing.ShouldBeEmpty();
            law.Objections.ShouldBeEmpty();
            law.Begin!.Wh.ShouldBe(Number(from) * factor);
            law.End!.Wh.ShouldBe(Number(to) * factor);
            energy.State.ShouldBe((bool)sample["signatureValid"]! ? Valid : Invalid);
            energy.Wh.ShouldBe((bool)sample["signatureValid"]! ? (Number(to) - Number(from)) * factor : null);
        }
        else if (expected.StartsWith("FAIL", StringComparison.Ordinal))
        {
            expected.ShouldBe("FAIL stop values=0");
            law.Missing.ShouldBe([SignedReason.EndMissing]);
            energy.State.ShouldBe(NotBillable);
        }
        else
        {
            expected.ShouldStartWith("n/a");
            law.Missing.Count.ShouldBe(1);
            energy.Wh.ShouldBeNull();
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Mean_the_same_however_they_are_wrapped(string name)
    {
        var (sample, record, key) = Sample(name);
        var bytes = Encoding.UTF8.GetBytes(record);
        var base64 = Convert.ToBase64String(bytes);
        var base64Key = Convert.ToBase64String(Convert.FromHexString(key));
        foreach (var wrapped in new[]
        {
            $"\r\n {record}\r\n",
            Convert.ToHexString(bytes),
            base64,
            new JsonObject { ["signedMeterData"] = base64, ["encodingMethod"] = "OCMF", ["publicKey"] = base64Key }.ToJsonString(),
            new JsonObject { ["signedMeterValue"] = base64, ["encodingMethod"] = "OCMF", ["publicKey"] = key }.ToJsonString(),
            TransparencyXml.Write(7, [SignedRecord.Verify(SignedValue.Unpack(record).Single(), _ => MeterKey.Read(key))]),
        })
        {
            var value = SignedValue.Unpack(wrapped).ShouldHaveSingleItem();
            value.Format.ShouldBe(SignedFormat.Ocmf);
            value.Record.ToArray().ShouldBe(bytes);

            var verified = SignedRecord.Verify(value, _ => value.PublicKey is null ? MeterKey.Read(key) : null);
            verified.State.ShouldBe((bool)sample["signatureValid"]! ? Valid : Invalid);
            verified.KeyIsPinned.ShouldBe(value.PublicKey is null);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Are_invalid_when_any_byte_of_the_payload_differs(string name)
    {
        var (_, record, key) = Sample(name);
        var bytes = Encoding.UTF8.GetBytes(record);
        var end = Array.LastIndexOf(bytes, (byte)'|');
        for (var i = "OCMF|".Length; i < end; i += 7)
        {
            var tampered = bytes.ToArray();
            tampered[i] ^= 1;
            SignedRecord.Verify(new(SignedFormat.Ocmf, SignedWrapping.Plain, tampered), _ => MeterKey.Read(key)).State.ShouldNotBe(Valid);
        }
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Are_invalid_with_another_meters_key(string name)
    {
        var (sample, record, _) = Sample(name);
        foreach (var other in Samples.Where(other => (string)other["id"]! != name))
        {
            var verified = SignedRecord.Verify(SignedValue.Unpack(record).Single(), _ => MeterKey.Read(Sample((string)other["id"]!).Key));

            verified.State.ShouldBe(Invalid);
            verified.Reason.ShouldBe((string)other["keyCurve"]! == (string)sample["keyCurve"]! ? SignedReason.SignatureWrong : SignedReason.KeyCurveDiffers);
        }
    }

    [SkippableFact]
    public void Are_all_read()
    {
        Skip.If(Folder is null, Missing);
        Names.Count.ShouldBe(16);
    }

    [SkippableFact]
    public void Of_a_meter_with_an_error_are_genuine_and_not_billable()
    {
        var (_, record, key) = Sample("bauer-bsm-T2-begin-err");

        var energy = SignedEnergy.Of([record], _ => MeterKey.Read(key));

        energy.State.ShouldBe(NotBillable);
        energy.Reasons.ShouldBe([SignedReason.MeterError, SignedReason.EnergyFlagged, SignedReason.EndMissing]);
        energy.MeterSerial.ShouldBe("001BZR1521070006");
    }

    [SkippableFact]
    public void With_a_compensated_register_are_billed_by_it()
    {
        var (_, record, key) = Sample("dzg-k1-T76-losscomp");
        SignedEnergy.Of([record], _ => MeterKey.Read(key)).Register.ShouldBe("98.8.0");
    }

    private static (JsonNode Sample, string Record, string Key) Sample(string name)
    {
        Skip.If(Folder is null, Missing);
        var sample = Samples.Single(sample => (string)sample["id"]! == name);
        return (sample, Text("file").TrimEnd('\n'), Text("publicKeyFile").Trim());

        string Text(string member) => File.ReadAllText(Path.Combine(Folder!, (string)sample[member]!));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string? Find()
    {
        var project = typeof(PublishedRecords).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ProjectDirectory").Value!;
        for (var folder = new DirectoryInfo(project); folder is not null; folder = folder.Parent)
        {
            var vectors = Path.Combine(folder.FullName, "shared", "vectors", "ocmf");
            if (File.Exists(Path.Combine(vectors, "manifest.json"))) return vectors;
        }

        return null;
    }
}
