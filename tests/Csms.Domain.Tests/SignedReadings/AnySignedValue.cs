using System.Text;
using Csms.Domain.SignedReadings;
using Csms.Domain.Tests.Invariants;
using FsCheck;
using FsCheck.Fluent;

namespace Csms.Domain.Tests.SignedReadings;

/// <summary>Whatever a charge point sends as signed data: a state with a reason. Never an exception.</summary>
public sealed class AnySignedValue
{
    private static readonly SigningMeter Meter = new();

    private static readonly string[] Fragments =
    [
        "null", "true", "{}", "[]", "\"\\ud800\"", "\"\\u0000\"", "1e999", "-0", "79228162514264337593543950336", "|",
        "OCMF|", "AP;", "\"SE\":\"base64\",", "\"RV\":", "\"TX\":\"E\"", "\"RD\":[{}],",
        "\"FV\":\"0.\"", "\"PG\":\"T18446744073709551615\"", "<value>", "</value>", "<![CDATA[", "<signedData>", "&amp;", "&#0;",
        "\0", "\uFEFF", "\ud800", "=", "{", "}", "\"", "\\", ",", "3059", "T", "9999-12-31T23:59:59,000-1400 S",
    ];

    private static readonly string[] Seeds =
    [
        Meter.Signs(Payloads.Whole),
        Meter.Signs(Payloads.Begin),
        TransparencyXml.Write(1, Meter.Measures(Payloads.Begin, Payloads.End).Records),
        $$"""{"signedMeterData":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(Meter.Signs(Payloads.Whole)))}}","encodingMethod":"OCMF","publicKey":"{{Convert.ToHexString(Meter.SubjectPublicKeyInfo)}}"}""",
        Convert.ToHexString(Encoding.UTF8.GetBytes(Meter.Signs(Payloads.End))),
    ];

    [Fact]
    public void Of_random_text_is_survived() => Prop.ForAll<string?>(text => Survives(text ?? "")).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_random_bytes_is_survived() => Prop.ForAll<byte[]>(bytes =>
    {
        Survives(Convert.ToBase64String(bytes));
        Survives(Convert.ToHexString(bytes));
        Survives(Convert.ToBase64String([.. "OCMF|"u8, .. bytes, .. "|{\"SD\":\"00\"}"u8]));
        MeterKey.Read(bytes);
        MeterKey.Read([0x30, .. bytes]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Made_from_real_ones_by_chance_is_survived_and_never_both_changed_and_valid() => Mutated.ShouldHold(mutated =>
    {
        var energy = Survives(mutated);
        if (energy.State != SignedState.Valid) return;

        // Only what is outside the signed payload may change without a trace: blanks around it, members of the signature section nobody reads.
        energy.Wh.ShouldBe(12_250m);
        energy.Records.ShouldAllBe(r => Payloads.Begin == Signed(r) || Payloads.End == Signed(r) || Payloads.Whole == Signed(r));
    });

    [Fact]
    public void Of_many_records_has_energy_only_when_valid() => Gen.ArrayOf(Gen.Elements(Readings)).ShouldHold(readings =>
    {
        var energy = Meter.Measures([.. readings.Select((reading, i) => Payloads.Of($"T{i}", reading))]);

        (energy.Wh is not null).ShouldBe(energy.State == SignedState.Valid);
        (energy.Reasons.Count == 0).ShouldBe(energy.State == SignedState.Valid);
        if (energy.Wh is { } wh) wh.ShouldBeGreaterThanOrEqualTo(0);
    });

    private static string[] Readings { get; } =
    [
        Payloads.BeginReading, Payloads.EndReading, Payloads.EndReading.With("\"E\"", "\"C\""), Payloads.EndReading.With("112.75", "1"),
        $"{Payloads.BeginReading},{Payloads.EndReading}",
        $"{Payloads.BeginReading},{{}}", "{}", Payloads.BeginReading.With("1.8.0", "2.8.0"),
    ];

    private static Gen<string> Mutated { get; } =
        from seed in Gen.Elements(Seeds)
        from changes in Gen.ArrayOf(
            from at in Gen.Choose(0, 4000)
            from length in Gen.Choose(0, 3)
            from fragment in Gen.OneOf(Gen.Elements(Fragments), Gen.Choose(0, 255).Select(c => ((char)c).ToString()), Gen.Constant(""))
            select (at, length, fragment))
        select changes.Take(3).Aggregate(seed, (text, c) =>
        {
            var at = c.at % (text.Length + 1);
            return text[..at] + c.fragment + text[Math.Min(text.Length, at + c.length)..];
        });

    private static string Signed(SignedRecord record) => Encoding.UTF8.GetString(record.Ocmf!.SignedBytes.Span);

    private static SignedEnergy Survives(string text)
    {
        MeterKey.Read(text);
        var energy = SignedEnergy.Of([text], _ => Meter.Key);
        (energy.Reasons.Count == 0).ShouldBe(energy.State == SignedState.Valid);
        energy.CompareWith(1)?.Reason.ShouldBe(SignedReason.SignedMismatch);
        SignedEnergy.Of([text], _ => null).Records.Count.ShouldBe(energy.Records.Count);
        var written = TransparencyXml.Write(1, energy.Records);
        if (energy.Records.All(r => r.Ocmf is not null))
            SignedValue.Unpack(written).Select(v => Convert.ToHexString(v.Record.Span)).ShouldBe(energy.Records.Select(r => Convert.ToHexString(r.Value.Record.Span)));
        return energy;
    }
}
