using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.SignedReadings.SignedState;
using static Csms.Domain.Tests.Moments;
using static Csms.Domain.Tests.SignedReadings.Payloads;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class BillingSignedEnergy
{
    private readonly SigningMeter meter = new();

    [Fact]
    public void Takes_end_minus_begin_of_one_record()
    {
        var energy = meter.Measures(Whole);

        energy.State.ShouldBe(Valid);
        energy.Reasons.ShouldBeEmpty();
        (energy.Wh, energy.ResolutionWh, energy.Register, energy.MeterSerial).ShouldBe((12_250m, 10m, "1.8.0", "M1"));
        (energy.BeginAt, energy.EndAt, energy.TimeIsBillable).ShouldBe((At("2026-03-01 09:00"), At("2026-03-01 10:00"), true));
        (energy.KeyFingerprint, energy.KeyIsPinned).ShouldBe((meter.Key.Fingerprint(meter.Curve), true));
    }

    [Fact]
    public void Takes_end_minus_begin_of_two_records_in_any_order()
    {
        meter.Measures(Begin, End).Wh.ShouldBe(12_250m);
        meter.Measures(End, Begin).Wh.ShouldBe(12_250m);
    }

    [Fact]
    public void Counts_a_record_once_however_often_it_came()
    {
        var energy = meter.Measures(Begin, Begin, End, Begin, End);
        (energy.Wh, energy.Records.Count).ShouldBe((12_250m, 5));
    }

    [Fact]
    public void Needs_no_other_record_beside_one_with_begin_and_end() => meter.Measures(Of("T6", BeginReading), Whole).State.ShouldBe(Valid);

    [Fact]
    public void Waits_for_the_other_record()
    {
        (meter.Measures(Begin).State, meter.Measures(Begin).Reasons.Single()).ShouldBe((Incomplete, EndMissing));
        (meter.Measures(End).State, meter.Measures(End).Reasons.Single()).ShouldBe((Incomplete, BeginMissing));
        SignedEnergy.Of([], _ => null).Reasons.ShouldBe([NoRecords]);
    }

    [Fact]
    public void Accepts_records_in_between_and_misses_none()
    {
        var between = EndReading.With("\"E\"", "\"C\"");

        meter.Measures(Begin, Of("T8", between), Of("T9", EndReading)).State.ShouldBe(Valid);
        meter.Measures(Begin, Of("T9", EndReading)).Reasons.ShouldBe([PagesNotConsecutive]);
        meter.Measures(Begin, Of("T8", between), Of("T10", EndReading)).Reasons.ShouldBe([PagesNotConsecutive]);
    }

    [Theory]
    [InlineData("T7")]
    [InlineData("T6")]
    [InlineData("F8")]
    [InlineData("T")]
    [InlineData("")]
    [InlineData("T99999999999999999999")]
    public void Wants_the_end_on_a_later_page(string page) => meter.Measures(Begin, Of(page, EndReading)).Reasons.ShouldBe([PagesNotConsecutive]);

    [Theory]
    [InlineData("\"MS\":\"M1\"", "\"MS\":\"M2\"", "meter_differs")]
    [InlineData("\"GS\":\"G1\"", "\"GS\":\"G2\"", "meter_differs")]
    [InlineData("04AABBCC", "04AABBCD", "identification_differs")]
    [InlineData("\"TRUSTED\"", "\"MISMATCH\"", "identification_failed")]
    [InlineData("\"TRUSTED\"", "\"INVALID\"", "identification_failed")]
    [InlineData("\"TRUSTED\"", "\"OUTDATED\"", "identification_failed")]
    [InlineData("\"TRUSTED\"", "\"UNKNOWN\"", "identification_failed")]
    [InlineData("\"ST\":\"G\"", "\"ST\":\"E\"", "meter_error")]
    [InlineData("\"EF\":\"\"", "\"EF\":\"E\"", "energy_flagged")]
    [InlineData("\"EF\":\"\"", "\"EF\":\"Et\"", "energy_flagged")]
    [InlineData("112.75", "100.49", "register_ran_backwards")]
    [InlineData("112.75", "\"n/a\"", "value_unreadable")]
    [InlineData("kWh", "MWh", "unit_unknown")]
    [InlineData("T11:00:00", "T09:59:59", "time_ran_backwards")]
    [InlineData("T11:00:00", "T25:00:00", "time_unreadable")]
    [InlineData("000+0100 S", "000+0100", "time_unreadable")]
    public void Is_refused_with_a_reason(string good, string bad, string code)
    {
        var energy = meter.Measures(Begin, End.With(good, bad));

        (energy.State, energy.Wh).ShouldBe((NotBillable, null));
        energy.Reasons.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Is_refused_when_the_begin_is_spoilt_too()
    {
        meter.Measures(Begin.With("\"ST\":\"G\"", "\"ST\":\"S\""), End).Reasons.ShouldBe([MeterError]);
        meter.Measures(Begin.With("\"EF\":\"\"", "\"EF\":\"E\""), End).Reasons.ShouldBe([EnergyFlagged]);
        meter.Measures(Begin, Of("T8", BeginReading.With("100.5", "101")), Of("T9", EndReading)).Reasons.ShouldBe([BeginRepeated]);
        meter.Measures(Begin, End, Of("T9", EndReading)).Reasons.ShouldBe([EndRepeated]);
    }

    [Theory]
    [InlineData("S", "R", true)]
    [InlineData("I", "R", true)]
    [InlineData("R", "R", true)]
    [InlineData("U", "I", true)]
    [InlineData("R", "S", false)]
    public void Ends_with_relative_time_if_it_began_with_it(string begin, string end, bool passes) =>
        meter.Measures(Begin.With("0100 S", $"0100 {begin}"), End.With("0100 S", $"0100 {end}")).Reasons.ShouldBe(passes ? [] : [TimeStatusChanged]);

    [Theory]
    [InlineData("S", "S", "", true)]
    [InlineData("I", "R", "", true)]
    [InlineData("I", "S", "", false)]
    [InlineData("U", "U", "", false)]
    [InlineData("S", "S", "t", false)]
    public void Says_whether_time_may_be_billed_as_well(string begin, string end, string flags, bool billable)
    {
        var energy = meter.Measures(Begin.With("0100 S", $"0100 {begin}"), End.With("0100 S", $"0100 {end}").With("\"EF\":\"\"", $"\"EF\":\"{flags}\""));
        (energy.State, energy.TimeIsBillable).ShouldBe((Valid, billable));
    }

    [Fact]
    public void Stops_at_an_exception_unless_only_time_was_spoilt()
    {
        var exception = EndReading.With("\"E\"", "\"X\"");
        meter.Measures(Of("T7", BeginReading, exception, EndReading)).Reasons.ShouldBe([ExceptionWhileCharging]);
        meter.Measures(Of("T7", BeginReading, exception.With("\"EF\":\"\"", "\"EF\":\"t\""), EndReading)).State.ShouldBe(Valid);
    }

    [Theory]
    [InlineData("L")]
    [InlineData("R")]
    [InlineData("A")]
    [InlineData("P")]
    public void Knows_every_kind_of_end(string transaction) => meter.Measures(Begin, End.With("\"TX\":\"E\"", $"\"TX\":\"{transaction}\"")).State.ShouldBe(Valid);

    [Theory]
    [InlineData("B3 B1 98 B2 B0 1", "B3")]
    [InlineData("1 B0 B2 98 B1", "B1")]
    [InlineData("1 2 98", "98")]
    [InlineData("C3 B0 B2", "B2")]
    [InlineData("1 B0", "B0")]
    [InlineData("2 1 C0", "1")]
    public void Prefers_the_register_that_knows_what_reached_the_vehicle(string quantities, string billed)
    {
        var codes = quantities.Split(' ');
        var readings = codes.SelectMany((c, i) => new[] { Register(BeginReading, c, "100.5", 0), Register(EndReading, c, "112.75", i) });

        var energy = meter.Measures(Of("T7", [.. readings]));

        energy.Register.ShouldBe($"{billed}.8.0");
        energy.Wh.ShouldBe(1000 * Array.IndexOf(codes, billed));

        static string Register(string reading, string quantity, string value, int kilowattHours) =>
            reading.With("1-b:1.8.0", $"01-00:{quantity}.08.00*FF").With(value, $"{kilowattHours}");
    }

    [Fact]
    public void Prefers_the_total_to_a_tariffs_register()
    {
        var tariff = Of("T7", BeginReading.With("1.8.0", "1.8.1").With("100.5", "1"), EndReading.With("1.8.0", "1.8.1").With("112.75", "2"), BeginReading, EndReading);
        meter.Measures(tariff).Wh.ShouldBe(12_250m);
        meter.Measures(Whole.With("1.8.0", "1.8.1")).Wh.ShouldBe(12_250m);
    }

    [Theory]
    [InlineData("1-0:2.8.0")]
    [InlineData("01-00:C0.08.00*FF")]
    [InlineData("1-0:1.7.0")]
    [InlineData("01-00:B4.08.00*FF")]
    [InlineData("")]
    public void Never_bills_another_quantity_than_imported_energy(string code) => meter.Measures(Whole.With("1-b:1.8.0", code)).Reasons.ShouldBe([NoBillingRegister]);

    [Fact]
    public void Subtracts_units_that_differ()
    {
        var end = End.With("112.75", "112750.5").With("kWh", "Wh");
        var energy = meter.Measures(Begin, end);
        (energy.Wh, energy.ResolutionWh).ShouldBe((12_250.5m, 0.1m));
    }

    [Fact]
    public void Looks_at_the_event_counter_of_the_first_versions_only()
    {
        var counted = Of("T7", BeginReading.With("\"ST\"", "\"EI\":1,\"ST\""), EndReading.With("\"ST\"", "\"EI\":2,\"ST\""));
        meter.Measures(counted.With("\"FV\":\"1.0\"", "\"FV\":\"0.2\"")).Reasons.ShouldBe([EventCounterChanged]);
        meter.Measures(counted).State.ShouldBe(Valid);
    }

    [Fact]
    public void Is_invalid_when_one_of_its_records_is()
    {
        var energy = SignedEnergy.Of([meter.Signs(Begin), meter.Signs(End).With("112.75", "122.75")], _ => meter.Key);

        (energy.State, energy.Wh).ShouldBe((Invalid, null));
        energy.Reasons.ShouldBe([SignatureWrong]);
    }

    [Fact]
    public void Is_in_doubt_when_one_of_its_records_cannot_be_read_or_checked()
    {
        SignedEnergy.Of([meter.Signs(Whole), "12.5"], _ => meter.Key).State.ShouldBe(Unreadable);
        SignedEnergy.Of([meter.Signs(Whole), "AP;0"], _ => meter.Key).State.ShouldBe(Unsupported);
        SignedEnergy.Of([meter.Signs(Whole)], _ => null).State.ShouldBe(KeyMissing);
    }

    [Fact]
    public void Takes_no_begin_and_end_of_two_keys_that_came_along()
    {
        var other = new SigningMeter();
        string With(SigningMeter signer, string payload) => $"{signer.Signs(payload)}|{Convert.ToHexString(signer.SubjectPublicKeyInfo)}";

        SignedEnergy.Of([With(meter, Begin), With(meter, End)], _ => null).State.ShouldBe(Valid);
        var energy = SignedEnergy.Of([With(meter, Begin), With(other, End)], _ => null);
        (energy.State, energy.KeyIsPinned).ShouldBe((NotBillable, false));
        energy.Reasons.ShouldBe([KeyDiffers]);
    }

    [Fact]
    public void Names_nobody_in_its_reasons()
    {
        var reasons = typeof(SignedReason).GetProperties().Where(p => p.PropertyType == typeof(SignedReason)).Select(p => (SignedReason)p.GetValue(null)!).ToArray();

        reasons.Select(r => r.Code).ShouldBeUnique();
        reasons.ShouldAllBe(r => r.Code.All(c => char.IsAsciiLetterLower(c) || c == '_') && r.Sentence.EndsWith('.'));
    }
}
