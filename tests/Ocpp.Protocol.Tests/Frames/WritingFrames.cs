using Ocpp.Protocol.V16;
using static Ocpp.Protocol.Tests.Frames.Frame;

namespace Ocpp.Protocol.Tests.Frames;

public sealed class WritingFrames
{
    [Fact]
    public void Writes_a_call() =>
        Written(output => OcppFrameWriter.WriteCall(output, "1", OcppActions.Reset, new ResetRequest(ResetType.Soft)))
            .ShouldBe("""[2,"1","Reset",{"type":"Soft"}]""");

    [Fact]
    public void Writes_a_call_whose_payload_is_given_as_it_is() =>
        Written(output => OcppFrameWriter.WriteCallRaw(output, "1", "Reset", """{ "type":"Sideways" }"""u8))
            .ShouldBe("""[2,"1","Reset",{ "type":"Sideways" }]""");

    [Fact]
    public void Writes_a_call_result() =>
        Written(output => OcppFrameWriter.WriteCallResult(output, "1", OcppActions.DataTransfer, new DataTransferResponse(DataTransferStatus.Accepted)))
            .ShouldBe("""[3,"1",{"status":"Accepted"}]""");

    [Fact]
    public void Writes_an_answer_without_members_as_an_empty_object() =>
        Written(output => OcppFrameWriter.WriteCallResult(output, "1", OcppActions.MeterValues, new MeterValuesResponse())).ShouldBe("""[3,"1",{}]""");

    [Fact]
    public void Writes_five_elements_of_a_call_error() =>
        Written(output => OcppFrameWriter.WriteCallError(output, "1", new OcppError(OcppErrorCode.NotSupported, ""))).ShouldBe("""[4,"1","NotSupported","",{}]""");

    [Fact]
    public void Cuts_a_long_description_but_no_character_in_two()
    {
        var description = new string('x', 254) + "😀";

        Written(output => OcppFrameWriter.WriteCallError(output, "1", new OcppError("E", description))).ShouldBe($$"""[4,"1","E","{{description[..254]}}",{}]""");
    }

    [Fact]
    public void Writes_times_in_utc_with_milliseconds()
    {
        var time = new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)).AddTicks(9_999_999);

        Written(output => OcppFrameWriter.WriteCallResult(output, "1", OcppActions.Heartbeat, new HeartbeatResponse(time)))
            .ShouldBe("""[3,"1",{"currentTime":"2024-02-28T23:02:03.999Z"}]""");
    }

    [Fact]
    public void Writes_texts_without_needless_escapes() =>
        Written(output => OcppFrameWriter.WriteCall(output, "1", OcppActions.DataTransfer, new DataTransferRequest("é+/='&<>", Data: "\"\\\n")))
            .ShouldBe("""[2,"1","DataTransfer",{"vendorId":"é+/='&<>","data":"\"\\\n"}]""");

    [Fact]
    public void Refuses_a_message_of_another_action()
    {
        Should.Throw<InvalidCastException>(() => Written(output => OcppFrameWriter.WriteCall(output, "1", OcppActions.Reset, new HeartbeatRequest())));
        Writes_a_call();
    }

    [Fact]
    public void Refuses_a_given_payload_that_is_no_json()
    {
        Should.Throw<ArgumentException>(() => Written(output => OcppFrameWriter.WriteCallRaw(output, "1", "Reset", "{"u8)));
        Writes_a_call();
    }
}
