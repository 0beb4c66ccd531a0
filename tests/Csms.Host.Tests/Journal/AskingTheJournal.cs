using System.Net;
using System.Text.Json.Nodes;
using Csms.Host.Tests.Api;

namespace Csms.Host.Tests.Journal;

public class AskingTheJournal(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Selects_by_every_filter_and_pages_both_ways()
    {
        await csms.RegisterAsync("J-ASK");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-ASK");
        for (var i = 0; i < 5; i++)
            await wire.CallForFrameAsync("Heartbeat", "{}", $"h{i}");
        await wire.CallForFrameAsync("Nonsense", "{}", "n");
        var frames = await csms.FramesOfAsync("J-ASK", 12);

        (await IdsAsync("&order=oldest")).Skip(1).ShouldBe(frames.ConvertAll(f => f.Id));
        (await IdsAsync("&order=oldest&limit=2")).Skip(1).ShouldBe(frames.ConvertAll(f => f.Id));
        (await IdsAsync("&limit=3")).SkipLast(1).ShouldBe(frames.ConvertAll(f => f.Id).AsEnumerable().Reverse());
        (await IdsAsync("&action=Heartbeat&direction=out")).Count.ShouldBe(5);
        (await IdsAsync("&outcome=callError")).Count.ShouldBe(2);
        (await IdsAsync("&outcome=ok&direction=in")).Count.ShouldBe(5);
        (await IdsAsync("&outcome=accepted")).Count.ShouldBe(1);
        (await IdsAsync("&outcome=noAnswer")).ShouldBeEmpty();
        (await IdsAsync("&uniqueId=h3&order=oldest")).ShouldBe([frames[6].Id, frames[7].Id]);
        (await IdsAsync($"&correlationId={Uri.EscapeDataString(frames[10].Entry.CorrelationId!)}")).Count.ShouldBe(2);
        frames.Take(10).ShouldAllBe(heartbeat => heartbeat.Entry.CorrelationId == null, "Nothing follows from a heartbeat.");
        var (from, to) = (frames[2].Entry.At, frames[4].Entry.At);
        (await IdsAsync($"&order=oldest&from={from:yyyy-MM-ddTHH:mm:ss.ffffff}Z&to={to:yyyy-MM-ddTHH:mm:ss.ffffff}Z")).ShouldBe([frames[2].Id, frames[3].Id]);

        var call = (await csms.Admin.ReadAsync("/journal?chargePointId=J-ASK&uniqueId=h0&order=oldest").ShouldBeAsync(HttpStatusCode.OK)).Items;
        ((string?)call[0]["outcome"], (string?)call[0]["frame"]).ShouldBe(("ok", """[2,"h0","Heartbeat",{}]"""));
        call[0]["latencyMilliseconds"]!.GetValue<double>().ShouldBe(call[1]["latencyMilliseconds"]!.GetValue<double>());
        call[0]["answerId"]!.GetValue<long>().ShouldBe(call[1]["id"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("order=sideways", "order")]
    [InlineData("outcome=perhaps", "outcome")]
    [InlineData("direction=up", "direction")]
    [InlineData("idTags=hidden", "idTags")]
    [InlineData("from=yesterday", "from")]
    [InlineData("chargePoint=x", "chargePoint")]
    public async Task Says_which_parameter_is_wrong(string query, string parameter)
    {
        var answer = await csms.Admin.ReadAsync($"/journal?{query}").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_parameter");
        answer["errors"][parameter].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("zz-1")]
    [InlineData("-1-1")]
    [InlineData("7fffffffffffffff-1")]
    public async Task Knows_its_own_cursors(string cursor) =>
        await csms.Admin.ReadAsync($"/journal?after={cursor}").ShouldBeAsync(HttpStatusCode.BadRequest, "invalid_cursor");

    [Fact]
    public async Task Shows_a_charge_points_frames_live()
    {
        await csms.RegisterAsync("J-LIVE");
        await csms.RegisterAsync("J-NEIGHBOUR");
        await using var neighbour = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-NEIGHBOUR");
        await using var wire = await RawChargePoint.ConnectAsync(csms.Ocpp, "J-LIVE");
        await csms.FramesOfAsync("J-LIVE", 0);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/journal/live?chargePointId=J-LIVE");
        using var response = await csms.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await NextAsync(reader, ":")).ShouldBe(": live");

        await neighbour.CallAsync("Heartbeat", "{}");
        await wire.CallForFrameAsync("Authorize", """{"idTag":"04AB12CD34"}""", "live-1");

        var frame = JsonNode.Parse((await NextAsync(reader, "data: ", "live-1"))[6..])!;
        ((string?)frame["chargePointId"], (string?)frame["kind"]).ShouldBe(("J-LIVE", "call"));
        ((string?)frame["frame"]).ShouldNotBeNull().ShouldNotContain("04AB12CD34");
        JsonNode.Parse((await NextAsync(reader, "data: ", "live-1"))[6..])!["latencyMilliseconds"].ShouldNotBeNull();
    }

    private static async Task<string> NextAsync(StreamReader reader, string prefix, string part = "")
    {
        while (true)
        {
            var line = await reader.ReadLineAsync().WaitAsync(Patience) ?? throw new EndOfStreamException();
            if (line.StartsWith(prefix, StringComparison.Ordinal) && line.Contains(part, StringComparison.Ordinal))
                return line;
        }
    }

    /// <summary>The ids of all pages.</summary>
    private async Task<List<long>> IdsAsync(string query)
    {
        var ids = new List<long>();
        for (string? after = null; ;)
        {
            var page = await csms.Admin.ReadAsync($"/journal?chargePointId=J-ASK{query}{(after is null ? "" : $"&after={after}")}").ShouldBeAsync(HttpStatusCode.OK);
            ids.AddRange(page.Items.Select(item => item["id"]!.GetValue<long>()));
            after = (string?)page.Body!["next"];
            if (after is null)
                return ids;
        }
    }
}
