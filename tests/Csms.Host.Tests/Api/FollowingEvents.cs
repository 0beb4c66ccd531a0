using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Csms.Host.Tests.Api;

public class FollowingEvents(CsmsFixture csms) : IClassFixture<CsmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Pages_through_everything_in_the_order_of_commits()
    {
        foreach (var i in Enumerable.Range(1, 5))
            await csms.RegisterAsync($"FEED-{i}");

        var sequences = new List<long>();
        for (var after = "0"; ;)
        {
            var page = await csms.Admin.ReadAsync($"/events?after={after}&limit=2").ShouldBeAsync(HttpStatusCode.OK);
            if (page.Items.Count == 0)
                break;
            sequences.AddRange(page.Items.Select(item => (long)item["sequence"]!));
            after = (string)page["next"]!;
        }

        sequences.ShouldBe(Enumerable.Range(1, sequences.Count).Select(i => (long)i));
        var registered = await csms.Admin.ReadAsync("/events?types=charge_point_registered,token_registered&limit=1000");
        registered.Items.ShouldAllBe(item => (string?)item["type"] == "charge_point_registered");
        registered.Items.Count.ShouldBeGreaterThanOrEqualTo(5);
    }

    [Fact]
    public async Task Goes_on_behind_what_was_looked_through_in_vain()
    {
        await csms.RegisterAsync("RARE-1");
        var nothing = await csms.Admin.ReadAsync("/events?types=certificate_issued").ShouldBeAsync(HttpStatusCode.OK);
        nothing.Items.ShouldBeEmpty();
        long.Parse((string)nothing["next"]!, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        await csms.RegisterAsync("RARE-2");

        var found = await csms.Admin.ReadAsync($"/events?types=charge_point_registered&after={nothing["next"]}").ShouldBeAsync(HttpStatusCode.OK);
        ((string?)found.Items.ShouldHaveSingleItem()["data"]!["chargePointId"]).ShouldBe("RARE-2");
        var end = await csms.Admin.ReadAsync($"/events?types=charge_point_registered&after={found["next"]}").ShouldBeAsync(HttpStatusCode.OK);
        (end.Items.Count, (string?)end["next"]).ShouldBe((0, (string?)found["next"]));
    }

    [Fact]
    public async Task Shows_them_live_and_misses_none_after_a_reconnection()
    {
        await csms.RegisterAsync("LIVE-1");
        var begin = (await csms.Admin.ReadAsync("/events?limit=1000"))["next"];
        await using (var live = await LiveAsync(("Last-Event-ID", begin.ToString())))
        {
            (await live.NextLineAsync(":")).ShouldStartWith(": ");
            await csms.RegisterAsync("LIVE-2");
            JsonNode.Parse((await live.NextLineAsync("data: "))[6..])!["data"]!["chargePointId"]!.GetValue<string>().ShouldBe("LIVE-2");
        }

        await csms.RegisterAsync("LIVE-3");
        await using var again = await LiveAsync(("Last-Event-ID", begin.ToString()));

        (await again.NextLineAsync("id: ")).ShouldBe($"id: {long.Parse((string)begin!, CultureInfo.InvariantCulture) + 1}");
        (await again.NextLineAsync("event: ")).ShouldBe("event: charge_point_registered");
        JsonNode.Parse((await again.NextLineAsync("data: "))[6..])!["data"]!["chargePointId"]!.GetValue<string>().ShouldBe("LIVE-2");
        JsonNode.Parse((await again.NextLineAsync("data: "))[6..])!["data"]!["chargePointId"]!.GetValue<string>().ShouldBe("LIVE-3");
    }

    private async Task<LiveStream> LiveAsync(params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events/live");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        var response = await csms.Admin.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(Patience);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new LiveStream(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    private sealed class LiveStream(HttpResponseMessage response, StreamReader reader) : IAsyncDisposable
    {
        public async Task<string> NextLineAsync(string prefix)
        {
            while (true)
            {
                var line = await reader.ReadLineAsync().WaitAsync(Patience);
                if (line is null)
                    throw new EndOfStreamException();
                if (line.StartsWith(prefix, StringComparison.Ordinal))
                    return line;
            }
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
