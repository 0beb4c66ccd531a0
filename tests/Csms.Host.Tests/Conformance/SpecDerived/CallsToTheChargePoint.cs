using System.Net;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Conformance.SpecDerived;

/// <summary>SD-R: our CALLs and what comes back (OCPP-J section 4).</summary>
[Collection(OneHost.Name)]
public sealed class CallsToTheChargePoint(CsmsFixture csms)
{
    [Fact]
    public async Task SD_R13_Have_an_id_of_their_own()
    {
        await using var station = await Station.ConnectAsync(csms);
        var ids = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            await AskAsync(station);
            var call = await station.Wire.ReceiveCallAsync();
            ids.Add((string)call[1]!);
            await station.Wire.AnswerAsync(call, """{"status":"Accepted"}""");
        }

        ids.Count.ShouldBe(10);
        ids.ShouldAllBe(id => id.Length <= 36);
    }

    [Theory]
    [InlineData("FormatViolation", "FormationViolation")]
    [InlineData("FormationViolation", "FormationViolation")]
    [InlineData("OccurrenceConstraintViolation", "OccurenceConstraintViolation")]
    [InlineData("OccurenceConstraintViolation", "OccurenceConstraintViolation")]
    [InlineData("RpcFrameworkError", "ProtocolError")]
    [InlineData("MessageTypeNotSupported", "NotSupported")]
    [InlineData("NobodyKnowsThis", "GenericError")]
    public async Task SD_R08_Understand_every_spelling_of_an_error(string received, string code) =>
        ((string?)(await FailedAsync($$"""[4,ID,"{{received}}","why",{}]"""))["error"]["code"]).ShouldBe(code);

    [Theory]
    [InlineData("NotImplemented")]
    [InlineData("NotSupported")]
    [InlineData("InternalError")]
    [InlineData("ProtocolError")]
    [InlineData("SecurityError")]
    [InlineData("PropertyConstraintViolation")]
    [InlineData("TypeConstraintViolation")]
    [InlineData("GenericError")]
    public async Task SD_R19_Fail_with_the_error_of_the_charge_point(string code)
    {
        var call = await FailedAsync($$"""[4,ID,"{{code}}","no \"cache\" here",{"more":[1]}]""");

        ((string?)call["error"]["kind"]).ShouldBe("CallError");
        ((string?)call["error"]["code"]).ShouldBe(code);
        ((string?)call["error"]["description"]).ShouldBe("no \"cache\" here");
        call["error"]["details"]!.ToJsonString().ShouldBe("""{"more":[1]}""");
    }

    [Theory]
    [InlineData("[4,ID,\"GenericError\",\"\",{}]")]
    [InlineData("[4,ID,\"GenericError\"]")]
    [InlineData("[4,ID]")]
    public async Task SD_R09_Fail_however_little_the_error_says(string answer) =>
        ((string?)(await FailedAsync(answer))["error"]["code"]).ShouldBe("GenericError");

    [Theory]
    [InlineData("""[3,ID,{"status":"Perhaps"}]""")]
    [InlineData("""[3,ID,{}]""")]
    [InlineData("""[3,ID,{"status":1}]""")]
    public async Task SD_R18_Fail_when_the_answer_breaks_the_schema(string answer)
    {
        var call = await FailedAsync(answer);

        ((string?)call["error"]["kind"]).ShouldBe("InvalidResponse");
        answer.ShouldContain(call["error"]["details"]!.ToJsonString());
    }

    [Fact]
    public async Task SD_R15_Do_not_hold_up_the_charge_point()
    {
        await using var station = await Station.ConnectAsync(csms);
        await AskAsync(station);
        var call = await station.Wire.ReceiveCallAsync();

        await station.IsChargingAsync();
        await station.Wire.AnswerAsync(call, """{"status":"Accepted"}""");
    }

    [Fact]
    public async Task SD_R16_Time_out_let_the_next_go_and_pass_over_the_late_answer()
    {
        await using var station = await Station.ConnectAsync(csms);
        var first = await AskAsync(station, "?timeout=1");
        var second = await AskAsync(station);
        var late = await station.Wire.ReceiveCallAsync();
        var next = await station.Wire.ReceiveCallAsync();
        await station.Wire.AnswerAsync(late, """{"status":"Accepted"}""");
        await station.Wire.AnswerAsync(next, """{"status":"Rejected"}""");

        ((string?)(await EndedAsync(first))["status"]).ShouldBe("timed_out");
        ((string?)(await EndedAsync(second))["response"]["status"]).ShouldBe("Rejected");
        ((string?)(await csms.Admin.ReadAsync($"/calls/{first["id"]}"))["status"]).ShouldBe("timed_out");
    }

    [Fact]
    public async Task SD_R17_Are_not_answered_by_what_nobody_asked_for()
    {
        await using var station = await Station.ConnectAsync(csms);
        await station.Wire.SendAsync("""[3,"nobody asked",{"status":"Accepted"}]""");
        await station.Wire.SendAsync("""[4,"nobody asked","GenericError","",{}]""");

        await station.AsksAsync("ClearCache", "{}", new { status = "Rejected" });
        await station.BeatsAsync();
    }

    private async Task<RestAnswer> AskAsync(Station station, string query = "") =>
        await csms.Admin.SendAsync("POST", $"/charge-points/{station.Id}/calls/ClearCache{query}").ShouldBeAsync(HttpStatusCode.Accepted);

    private Task<RestAnswer> EndedAsync(RestAnswer asked) =>
        Eventually.BecomesAsync(() => csms.Admin.ReadAsync($"/calls/{asked["id"]}"), call => call.Body!["finishedAt"] is not null);

    /// <summary>A call that is answered so; <c>ID</c> stands for its id. It fails, and the charge point is not told.</summary>
    private async Task<RestAnswer> FailedAsync(string answer)
    {
        await using var station = await Station.ConnectAsync(csms);
        var asked = await AskAsync(station);
        var call = await station.Wire.ReceiveCallAsync();
        var told = station.Wire.SendForFrameAsync(answer.Replace("ID", call[1]!.ToJsonString(), StringComparison.Ordinal), (string)call[1]!);

        var ended = await EndedAsync(asked);
        ((string?)ended["status"]).ShouldBe("failed");
        await station.BeatsAsync();
        told.IsCompleted.ShouldBeFalse("nobody answers an answer");
        return ended;
    }
}
