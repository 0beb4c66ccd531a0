using System.Xml.Linq;
using Csms.Domain.SignedReadings;
using static Csms.Domain.Tests.SignedReadings.Payloads;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class WritingTransparencyXml
{
    private readonly SigningMeter meter = new();

    [Fact]
    public void Gives_every_record_with_its_context_and_key()
    {
        var records = meter.Measures(Begin, End, Whole).Records;

        var values = XDocument.Parse(TransparencyXml.Write(4711, records)).Root!.Elements("value").ToArray();

        values.Select(v => (string?)v.Attribute("transactionId")).ShouldAllBe(id => id == "4711");
        values.Select(v => (string?)v.Attribute("context")).ShouldBe(["Transaction.Begin", "Transaction.End", null]);
        values.Select(v => (string)v.Element("signedData")!).ShouldBe(records.Select(r => r.Value.Text));
        values.Select(v => (string)v.Element("publicKey")!).ShouldAllBe(key => key == Convert.ToHexString(meter.SubjectPublicKeyInfo));
        values.Select(v => ((string?)v.Element("signedData")!.Attribute("format"), (string?)v.Element("signedData")!.Attribute("encoding")))
            .ShouldBe([("OCMF", "plain"), ("OCMF", "plain"), ("OCMF", "plain")]);
    }

    [Theory]
    [InlineData("\"GI\":\"<&>'äöü😀\",")]
    [InlineData("\n\t ")]
    [InlineData("\r\n")]
    [InlineData("\"GI\":\"\uFFFE\",")]
    [InlineData("\"GI\":\"\u007F\\u0001\",")]
    public void Can_be_read_again_byte_by_byte(string more)
    {
        var record = meter.Signs(Whole.With("\"GI\":\"Gateway\",", more));
        var verified = meter.Verifies(record);

        var again = SignedValue.Unpack(TransparencyXml.Write(1, [verified])).ShouldHaveSingleItem();

        again.Record.ToArray().ShouldBe(verified.Value.Record.ToArray());
        SignedRecord.Verify(again, _ => null).State.ShouldBe(SignedState.Valid);
    }

    [Fact]
    public void Hands_on_what_is_not_verified()
    {
        const string Sml = "1B1B1B1B0101010176050000001B6201620072650000FF";
        string[] sent = [Sml, "AP;0;3;X", "nothing"];
        var records = sent.SelectMany(SignedValue.Unpack).Select(v => SignedRecord.Verify(v, _ => null)).ToArray();

        var again = SignedValue.Unpack(TransparencyXml.Write(1, records));

        again.Select(v => v.Format).ShouldBe([SignedFormat.Edl, SignedFormat.Alfen, SignedFormat.Unknown]);
        again.Select(v => Convert.ToHexString(v.Record.Span)).ShouldBe(records.Select(r => Convert.ToHexString(r.Value.Record.Span)));
    }
}
