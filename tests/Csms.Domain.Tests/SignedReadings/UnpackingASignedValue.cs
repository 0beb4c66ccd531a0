using System.Text;
using Csms.Domain.SignedReadings;
using static Csms.Domain.SignedReadings.SignedFormat;

namespace Csms.Domain.Tests.SignedReadings;

public sealed class UnpackingASignedValue
{
    private const string Ocmf = """OCMF|{"FV":"1.0","ID":"ä"}|{"SD":"00"}""";
    private const string Sml = "1B1B1B1B0101010176050000001B620162007265000001";

    [Theory]
    [InlineData(Ocmf, SignedFormat.Ocmf, SignedWrapping.Plain)]
    [InlineData("\uFEFF\r\n" + Ocmf + "\0", SignedFormat.Ocmf, SignedWrapping.Plain)]
    [InlineData("AP;0;3;ALCV3ABBBISHMA2RYEGAZE3HV5YQBQRAEHAR2MN;", Alfen, SignedWrapping.Plain)]
    [InlineData(Sml, Edl, SignedWrapping.Hex)]
    [InlineData("1b 1b 1b 1b 01 01 01 01 76 02", Edl, SignedWrapping.Hex)]
    [InlineData("""{"signedMeterData":"AP;0;3;","encodingMethod":"ALFEN"}""", Alfen, SignedWrapping.Json)]
    [InlineData("""{"signedMeterData":"AAECAw==","encodingMethod":"EDL"}""", Edl, SignedWrapping.Json)]
    [InlineData("""{"signedMeterValue":{"signedMeterData":"AP;1"}}""", Alfen, SignedWrapping.Json)]
    [InlineData("""<?xml version="1.0"?><signedMeterValue><publicKey encoding="base64">AA==</publicKey><encodedMeterValue encoding="base64">AAEC</encodedMeterValue></signedMeterValue>""", Edl, SignedWrapping.Xml)]
    [InlineData("<values><value><signedData format=\"ISA_EDL_40_P\">" + Sml + "</signedData></value></values>", Edl, SignedWrapping.Xml)]
    [InlineData("", Unknown, SignedWrapping.Plain)]
    [InlineData("12.5", Unknown, SignedWrapping.Plain)]
    [InlineData("{}", Unknown, SignedWrapping.Plain)]
    [InlineData("""{"signedMeterData":null}""", Unknown, SignedWrapping.Plain)]
    [InlineData("<values/>", Unknown, SignedWrapping.Plain)]
    [InlineData("<values><value>", Unknown, SignedWrapping.Plain)]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><values><value><signedData>&b;</signedData></value></values>", Unknown, SignedWrapping.Plain)]
    public void Recognises_what_is_in_it(string text, SignedFormat format, SignedWrapping wrapping)
    {
        var value = SignedValue.Unpack(text).ShouldHaveSingleItem();
        (value.Format, value.Wrapping).ShouldBe((format, wrapping));
    }

    [Fact]
    public void Finds_nothing_in_nothing() => SignedValue.Unpack(null).ShouldHaveSingleItem().Format.ShouldBe(Unknown);

    [Fact]
    public void Keeps_bytes_that_are_no_text()
    {
        byte[] record = [.. "OCMF|{\"ID\":\""u8, 0xFF, 0xC3, .. "\"}|{\"SD\":\"00\"}"u8];
        SignedValue.Unpack(Convert.ToBase64String(record)).Single().Record.ToArray().ShouldBe(record);
        SignedValue.Unpack(Convert.ToHexString(record)).Single().Record.ToArray().ShouldBe(record);
    }

    [Fact]
    public void Unpacks_wrapping_in_wrapping()
    {
        var json = $$"""{"signedMeterData":"{{Base64(Ocmf)}}","encodingMethod":"OCMF","publicKey":"3059"}""";

        var value = SignedValue.Unpack(Convert.ToHexString(Encoding.UTF8.GetBytes(json))).ShouldHaveSingleItem();

        (value.Text, value.PublicKey, value.Wrapping).ShouldBe((Ocmf, "3059", SignedWrapping.Hex));
    }

    [Fact]
    public void Gives_up_on_wrapping_without_end()
    {
        var text = Ocmf;
        for (var i = 0; i < 7; i++) text = Base64(text);
        SignedValue.Unpack(text).ShouldHaveSingleItem().Format.ShouldBe(Unknown);
        SignedValue.Unpack(string.Concat(Enumerable.Repeat("<a>", 100_000))).ShouldHaveSingleItem().Format.ShouldBe(Unknown);
        SignedValue.Unpack(string.Concat(Enumerable.Repeat("{\"signedMeterValue\":", 100_000))).ShouldHaveSingleItem().Format.ShouldBe(Unknown);
    }

    [Fact]
    public void Reads_every_value_of_an_XML_file_with_its_own_key()
    {
        var xml = $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <values>
              <value transactionId="42" context="Transaction.Begin">
                <signedData format="OCMF" encoding="plain">
                  {Ocmf}
                </signedData>
                <publicKey encoding="plain">3059AA</publicKey>
              </value>
              <value transactionId="42" context="Transaction.End">
                <publicKey encoding="plain">3059BB</publicKey>
                <signedData encoding="base64"><![CDATA[{Base64(Ocmf)}]]></signedData>
              </value>
              <value><signedData>{Ocmf}</signedData></value>
            </values>
            """;

        var values = SignedValue.Unpack(xml);

        values.ShouldAllBe(value => value.Text == Ocmf && value.Wrapping == SignedWrapping.Xml);
        values.Select(value => (value.PublicKey, value.TransactionId, value.Context))
            .ShouldBe([("3059AA", "42", "Transaction.Begin"), ("3059BB", "42", "Transaction.End"), (null, null, null)]);
    }

    [Fact]
    public void Makes_a_record_that_cannot_be_verified_unsupported_and_nonsense_unreadable()
    {
        SignedEnergy.Of([Sml], _ => null).State.ShouldBe(SignedState.Unsupported);
        SignedEnergy.Of(["12.5"], _ => null).State.ShouldBe(SignedState.Unreadable);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
