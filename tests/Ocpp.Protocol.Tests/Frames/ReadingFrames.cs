using System.Runtime.InteropServices;
using System.Text;

namespace Ocpp.Protocol.Tests.Frames;

public sealed class ReadingFrames
{
    [Fact]
    public void Reads_a_call()
    {
        var frame = Frame.Parse("""[2,"19223201","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]""").Frame;

        frame.Type.ShouldBe(MessageType.Call);
        frame.UniqueId.ShouldBe("19223201");
        frame.Action.ShouldBe("BootNotification");
        frame.Payload.Text().ShouldBe("""{"chargePointVendor":"V","chargePointModel":"M"}""");
    }

    [Fact]
    public void Reads_a_call_result()
    {
        var frame = Frame.Parse(""" [ 3 , "1" , { "status" : "Accepted" } ] """).Frame;

        (frame.Type, frame.UniqueId, frame.Action, frame.Payload.Text()).ShouldBe((MessageType.CallResult, "1", "", """{ "status" : "Accepted" }"""));
    }

    [Fact]
    public void Reads_a_call_error()
    {
        var frame = Frame.Parse("""[4,"1","InternalError","out of paper",{"tray":2}]""").Frame;

        (frame.Type, frame.UniqueId, frame.Payload.Text()).ShouldBe((MessageType.CallError, "1", """{"tray":2}"""));
        (frame.ErrorCode, frame.ErrorDescription).ShouldBe(("InternalError", "out of paper"));
    }

    [Fact]
    public void Leaves_the_payload_in_the_received_buffer()
    {
        var received = """[2,"1","Heartbeat",{}]"""u8.ToArray();

        var payload = OcppFrame.Parse(received).Frame.Payload;

        MemoryMarshal.TryGetArray(payload, out var segment).ShouldBeTrue();
        segment.Array.ShouldBeSameAs(received);
    }

    [Fact]
    public void Makes_no_second_copy_of_the_name_of_an_action()
    {
        Frame.Parse("""[2,"1","Heartbeat",{}]""").Frame.Action.ShouldBeSameAs(V16.OcppActions.Heartbeat.Name);
    }

    [Theory]
    [InlineData("""[2,"1","Heartbeat",null]""")]
    [InlineData("""[3,"1",null]""")]
    public void Takes_a_payload_of_null_for_an_empty_one(string json) => Frame.Parse(json).Frame.Payload.Text().ShouldBe("{}");

    [Theory]
    [InlineData("""[0,"1"]""")]
    [InlineData("""[1,"1","Heartbeat",{}]""")]
    [InlineData("""[5,"1","Heartbeat",{}]""")]
    [InlineData("""[-2,"1","Heartbeat",{}]""")]
    [InlineData("""[2.5,"1","Heartbeat",{}]""")]
    [InlineData("""[1e400]""")]
    public void Ignores_message_types_of_other_versions(string json)
    {
        var parsed = Frame.Parse(json);

        (parsed.IsIgnored, parsed.IsFrame, parsed.IsToBeAnswered).ShouldBe((true, false, false));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("Heartbeat")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[2")]
    [InlineData("[2]")]
    [InlineData("[[[")]
    [InlineData("""[2,7,"Heartbeat",{}]""")]
    [InlineData("""[2,null,"Heartbeat",{}]""")]
    [InlineData("""[2,"\ud800","Heartbeat",{}]""")]
    public void Answers_minus_one_when_no_id_can_be_read(string json)
    {
        var parsed = Frame.Parse(json);

        (parsed.UniqueId, parsed.Error!.Code, parsed.IsToBeAnswered).ShouldBe(("-1", OcppErrorCode.FormationViolation, true));
    }

    [Theory]
    [InlineData("""["2","id","Heartbeat",{}]""")]
    [InlineData("""[2,"id"]""")]
    [InlineData("""[2,"id",{}]""")]
    [InlineData("""[2,"id","Heartbeat"]""")]
    [InlineData("""[2,"id","Heartbeat",[]]""")]
    [InlineData("""[2,"id","Heartbeat","{}"]""")]
    [InlineData("""[2,"id","Heartbeat",0]""")]
    [InlineData("""[2,"id","Heartbeat",{},{}]""")]
    [InlineData("""[2,"id","Heartbeat",{}]]""")]
    [InlineData("""[2,"id","Heartbeat",{}] and more""")]
    [InlineData("""[2,"id","Heartbeat",{]""")]
    [InlineData("""[2,"id","Heartbeat",{"a":}]""")]
    [InlineData("""[2,"id","\udc00",{}]""")]
    [InlineData("""[2,"id","Heartbeat",{}""")]
    public void Answers_the_id_when_the_rest_is_broken(string json)
    {
        var parsed = Frame.Parse(json);

        (parsed.UniqueId, parsed.Error!.Code, parsed.IsToBeAnswered).ShouldBe(("id", OcppErrorCode.FormationViolation, true));
    }

    [Fact]
    public void Refuses_an_id_of_more_than_36_characters_and_names_it()
    {
        var id = new string('x', 37);

        var parsed = Frame.Parse($$"""[2,"{{id}}","Heartbeat",{}]""");

        (parsed.UniqueId, parsed.Error!.Code).ShouldBe((id, OcppErrorCode.FormationViolation));
        Frame.Parse($$"""[2,"{{id[1..]}}","Heartbeat",{}]""").IsFrame.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""[3,"id"]""")]
    [InlineData("""[3,"id",[]]""")]
    [InlineData("""[3,"id",{},{}]""")]
    [InlineData("""[3,7,{}]""")]
    [InlineData("""[4,7,"InternalError","",{}]""")]
    public void Does_not_answer_a_broken_answer(string json)
    {
        var parsed = Frame.Parse(json);

        (parsed.Error!.Code, parsed.IsToBeAnswered).ShouldBe((OcppErrorCode.FormationViolation, false));
    }

    [Theory]
    [InlineData("""[4,"1"]""", "GenericError", "", "{}")]
    [InlineData("""[4,"1",""]""", "GenericError", "", "{}")]
    [InlineData("""[4,"1",null,null,null]""", "GenericError", "", "null")]
    [InlineData("""[4,"1","FormatViolation"]""", "FormationViolation", "", "{}")]
    [InlineData("""[4,"1","OccurrenceConstraintViolation","d"]""", "OccurenceConstraintViolation", "d", "{}")]
    [InlineData("""[4,"1","OutOfPaper","d","details as text"]""", "GenericError", "d", "\"details as text\"")]
    [InlineData("""[4,"1",{"code":1},["d"],[1],"more",{}]""", "GenericError", "", "[1]")]
    public void Takes_a_call_error_however_it_is_written(string json, string code, string description, string details)
    {
        var frame = Frame.Parse(json).Frame;

        (frame.Type, frame.UniqueId, frame.ErrorCode).ShouldBe((MessageType.CallError, "1", code));
        (frame.ErrorDescription, frame.Payload.Text()).ShouldBe((description, details));
    }

    [Fact]
    public void Cuts_the_description_of_a_call_error_that_is_too_long()
    {
        Frame.Parse($$"""[4,"1","OutOfPaper","{{new string('é', 300)}}",{}]""").Frame.ErrorDescription.ShouldBe(new string('é', 255));
    }

    [Fact]
    public void Keeps_the_error_code_as_it_was_spelt()
    {
        Frame.Parse("""[4,"1","OutOfPaper","",{}]""").Frame.ReceivedErrorCode.ShouldBe("OutOfPaper");
    }

    [Theory]
    [InlineData("\uFEFF[2,\"1\",\"Heartbeat\",{}]")]
    [InlineData("[2,\"1\",\"Heartbeat\",{}]\0")]
    [InlineData("[2.0,\"1\",\"Heartbeat\",{}]")]
    [InlineData("\n[2 ,\t\"1\",\"\\u0048eartbeat\",{ }]\r\n")]
    public void Forgives_what_changes_no_meaning(string json)
    {
        var parsed = Frame.Parse(json);

        (parsed.IsFrame, parsed.Frame.Action).ShouldBe((true, "Heartbeat"));
    }

    [Fact]
    public void Reads_unicode_and_escapes()
    {
        Frame.Parse("""[2,"\u00e9\/€","Zählerstand",{}]""").Frame.ShouldSatisfyAllConditions(
            frame => frame.UniqueId.ShouldBe("é/€"),
            frame => frame.Action.ShouldBe("Zählerstand"));
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Refuses_strange_depth_without_going_there(char bracket)
    {
        var deep = "[2,\"id\",\"Heartbeat\",{\"a\":" + new string(bracket, 100_000);

        Frame.Parse(deep).Error!.Code.ShouldBe(OcppErrorCode.FormationViolation);
        OcppFrame.Parse(Encoding.UTF8.GetBytes(new string(bracket, 100_000))).Error!.Code.ShouldBe(OcppErrorCode.FormationViolation);
    }
}
