using System.Text;
using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.SignedReason;
using static Csms.Domain.Tests.Moments;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class ReadingAnOcmfRecord
{
    [Fact]
    public void Takes_what_is_left_out_from_the_reading_before()
    {
        var readings = Payload("""
            {"FV":"1.4","RD":[
              {"TM":"2026-03-01T10:00:00,000+0100 S","TX":"B","RV":1,"RI":"1-b:1.8.0","RU":"kWh","RT":"DC","CL":0,"EF":"","ST":"G"},
              {"RV":5,"RI":"1-b:2.8.0","ST":"T"},
              {"TM":"2026-03-01T11:00:00,000+0100 R","TX":"E","EF":"t"},
              {"RV":6}]}
            """).Readings;

        readings.Select(r => r.Transaction).ShouldBe(["B", "B", "E", "E"]);
        readings.Select(r => r.TimeStatus).ShouldBe(["S", "S", "R", "R"]);
        readings.Select(r => r.Identification!.Quantity).ShouldBe(["1", "2", "2", "2"]);
        readings.Select(r => r.Status).ShouldBe(["G", "T", "T", "T"]);
        readings.Select(r => r.ErrorFlags).ShouldBe(["", "", "t", "t"]);
        readings.Select(r => r.Unit).ShouldAllBe(unit => unit == "kWh");
        readings.Select(r => r.CurrentType).ShouldAllBe(type => type == "DC");

        // Neither is a value that nobody read.
        readings.Select(r => r.Value).ShouldBe(["1", "5", null, "6"]);
        readings.Select(r => r.CumulatedLoss).ShouldBe(["0", null, null, null]);
    }

    [Theory]
    [InlineData("62500.1270", "62500127.0", "0.1")]
    [InlineData("\"      48.542\"", "48542", "1")]
    [InlineData("\"00000000.000\"", "0", "1")]
    [InlineData("0", "0", "1000")]
    [InlineData("-1.5", "-1500", "100")]
    [InlineData("999999999999.999999999", "999999999999999.999999", "0.000001")]
    public void Keeps_every_digit_of_a_value(string value, string wh, string resolution)
    {
        var reading = Reading($$"""{"RV":{{value}},"RU":"kWh"}""");

        reading.Value.ShouldBe(value.Trim('"'));
        reading.Wh.ShouldBe(decimal.Parse(wh, System.Globalization.CultureInfo.InvariantCulture));
        reading.ResolutionWh.ShouldBe(decimal.Parse(resolution, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1e3")]
    [InlineData("\"\"")]
    [InlineData("\"1,5\"")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("1000000000000")]
    [InlineData("1.0000000000")]
    [InlineData("79228162514264337593543950336")]
    public void Has_no_energy_where_the_value_is_no_plain_number(string value) => Reading($$"""{"RV":{{value}},"RU":"kWh"}""").Wh.ShouldBeNull();

    [Theory]
    [InlineData("2018-07-24T13:22:04,000+0200 S", "S")]
    [InlineData("2018-07-24T13:22:04.000+02:00 S", "S")]
    [InlineData("2018-07-24T11:22:04Z", null)]
    [InlineData(" 2018-07-24T11:22:04,000+0000  R ", "R")]
    public void Reads_the_time_as_meters_write_it(string tm, string? status)
    {
        var reading = Reading($$"""{"TM":"{{tm}}"}""");
        reading.At.ShouldBe(At("2018-07-24 11:22:04"));
        reading.TimeStatus.ShouldBe(status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2018-07-24")]
    [InlineData("2018-02-30T13:22:04,000+0200 S")]
    [InlineData("2018-07-24T13:22:04,000 S")]
    [InlineData("0001-01-01T00:00:00,000+1400 S")]
    public void Has_no_moment_where_the_time_is_none(string tm) => Reading($$"""{"TM":"{{tm}}"}""").At.ShouldBeNull();

    [Theory]
    [InlineData("1-b:1.8.0", "1.8.0")]
    [InlineData("01-00:01.08.00.FF", "1.8.0")]
    [InlineData("1-0:1.8.0*198", "1.8.0")]
    [InlineData("1-b:1.8.e", "1.8.E")]
    [InlineData("01-00:b2.08.00*FF", "B2.8.0")]
    [InlineData("1.8.0", "1.8.0")]
    [InlineData("nonsense", "..")]
    public void Knows_a_register_in_all_spellings(string code, string register) => ObisCode.Of(code).Register.ShouldBe(register);

    [Fact]
    public void Reads_the_keys_of_the_first_versions()
    {
        var payload = Payload("""{"FV":"0.1","VI":"ABL","VV":"1.4p3","PG":"T1","MS":"M","IS":"VERIFIED","IF":["RFID_PLAIN"],"RD":[{"TX":"B","EI":567}]}""");

        (payload.GatewayIdentification, payload.GatewayVersion, payload.IdentificationLevel, payload.IdentificationStatus).ShouldBe(("ABL", "1.4p3", "VERIFIED", (bool?)null));
        payload.Readings.Single().EventCounter.ShouldBe("567");
    }

    [Fact]
    public void Takes_the_gateways_serial_number_where_no_meter_is_named()
    {
        Payload("""{"GS":"G","MS":"M"}""").Serial.ShouldBe("M");
        Payload("""{"GS":"G","MS":""}""").Serial.ShouldBe("G");
        Payload("{}").Serial.ShouldBeNull();
    }

    [Theory]
    [InlineData("", "sections_wrong")]
    [InlineData("OCMF", "sections_wrong")]
    [InlineData("OCMF|{}", "sections_wrong")]
    [InlineData("ocmf|{}|{\"SD\":\"00\"}", "sections_wrong")]
    [InlineData("OCMF|{}|{\"SD\":\"00\"}|key|more", "sections_wrong")]
    [InlineData("OCMF||{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|[]|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{\"RD\":{}}|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{\"RD\":[1]}|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{\"MS\":\"\\ud800\"}|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{\"\\ud800\":1}|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{\"RD\":[{\"RV\":1,\"RV\":2}]}|{\"SD\":\"00\"}", "payload_unreadable")]
    [InlineData("OCMF|{}|{}", "signature_unreadable")]
    [InlineData("OCMF|{}|{\"SD\":\"0\"}", "signature_unreadable")]
    [InlineData("OCMF|{}|{\"SD\":\"00\",\"SE\":\"morse\"}", "signature_unreadable")]
    public void Says_what_is_wrong_with_it(string record, string code)
    {
        OcmfRecord.Read(Encoding.UTF8.GetBytes(record), out var flaw).ShouldBeNull();
        flaw!.Code.ShouldBe(code);
    }

    [Fact]
    public void Finds_nothing_in_a_text_that_is_no_UTF8()
    {
        byte[] record = [.. "OCMF|{\"MS\":\""u8, 0xFF, .. "\"}|{\"SD\":\"00\"}"u8];
        OcmfRecord.Read(record, out var flaw).ShouldBeNull();
        flaw.ShouldBe(PayloadUnreadable);
    }

    [Fact]
    public void Takes_a_key_that_follows_the_signature()
    {
        var meter = new SigningMeter();
        var record = $"{meter.Signs(Payloads.Whole)}|{Convert.ToHexString(meter.SubjectPublicKeyInfo)}";
        SignedRecord.Verify(SignedValue.Unpack(record).Single(), _ => null).State.ShouldBe(SignedState.Valid);
    }

    private static OcmfReading Reading(string json) => Payload($$"""{"RD":[{{json}}]}""").Readings.Single();

    private static OcmfPayload Payload(string json) =>
        OcmfRecord.Read(Encoding.UTF8.GetBytes($$"""OCMF|{{json}}|{"SD":"00"}"""), out _).ShouldNotBeNull().Payload;
}
